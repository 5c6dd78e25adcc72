// `npm run test:supergraph`: what clients do, through each router, and the supergraph itself.
import { readFileSync } from 'node:fs';

const rootDir = new URL('../../', import.meta.url).pathname;
const { maxWorkers, workerIdleMemoryLimit, testTimeout, testPathIgnorePatterns, ...settings } = JSON.parse(
  readFileSync(`${rootDir}package.json`, 'utf8'),
).jest;
const project = (displayName, files, globals = {}) => ({
  ...settings,
  rootDir,
  displayName,
  testMatch: files.map((file) => `<rootDir>/test/${file}.test.ts`),
  globals,
});

/** They speak GraphQL as clients do; test/support/gateway.ts puts the router in between. */
const clients = ['contacts/*', 'idempotency/client-token', 'auth/callers', 'auth/scopes'];

export default {
  maxWorkers,
  workerIdleMemoryLimit,
  // The first test of a file waits for its router.
  testTimeout: 3 * testTimeout,
  projects: [
    project('supergraph', ['supergraph/*']),
    project('through @apollo/gateway', clients, { ROUTER: 'apollo' }),
    project('through Hive Gateway', clients, { ROUTER: 'hive' }),
  ],
};

import { once } from 'node:events';
import { mkdtempSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { AuditTarget } from '../../../src/server/telemetry/audit-log.js';
import { contacts, flows, instanceId, newTask, queues } from '../../support/demo.js';
import { startTestGateway, type TestGateway } from '../../support/gateway.js';
import { bearer, startTestIssuer, type TestIssuer } from '../../support/issuer.js';

let folder: string;
let issuer: TestIssuer;
const closers: (() => Promise<void>)[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'audit-'));
  issuer = await startTestIssuer();
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});
afterAll(async () => {
  await issuer.close();
  rmSync(folder, { recursive: true });
});

async function start(audit: AuditTarget): Promise<TestGateway> {
  const gateway = await startTestGateway({ settings: { audit, auth: issuer.settings } });
  closers.push(() => gateway.close());
  return gateway;
}

const linesOf = (path: string) =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

const token = (scope = 'contacts:write contacts:read') => issuer.token({ sub: 'jane', scope });

describe('the audit log has one line for each mutation', () => {
  test('with its caller, its resources and its result, whether or not it is answered from a record', async () => {
    const path = join(folder, 'results.jsonl');
    const gateway = await start({ kind: 'file', path });
    const headers = bearer(await token());
    const contactId = await newTask(gateway, headers);
    const before = linesOf(path).length;
    const query = `mutation ($input: TransferContactInput!) { transferContact(input: $input) { __typename } }`;
    const input = {
      contactId,
      contactFlowId: flows.toQueue,
      destination: { queueId: queues.general },
      clientToken: 'audit-1',
    };
    const first = await gateway.graphql(query, { input }, headers);
    const again = await gateway.graphql(query, { input }, headers);
    const other = await gateway.graphql(query, { input: { ...input, clientToken: '' } }, headers);
    const lines = linesOf(path).slice(before);
    const common = { caller: `${issuer.settings.issuer} jane`, mutation: 'transferContact', instanceId };
    const resources = {
      ContactId: contactId,
      ContactFlowId: flows.toQueue,
      QueueId: queues.general,
    };
    expect(lines.map(({ audit }) => audit)).toEqual([
      {
        ...{ ...common, outcome: 'TransferContactSuccess', replayed: false },
        resources,
        returned: { ContactId: expect.any(String), ContactArn: expect.stringContaining('/contact/') },
        requestId: first.headers.get('x-request-id'),
        awsRequestId: expect.stringMatching(/\S{8,}/),
      },
      {
        ...{ ...common, outcome: 'TransferContactSuccess', replayed: true },
        resources,
        returned: { ContactId: expect.any(String), ContactArn: expect.stringContaining('/contact/') },
        requestId: again.headers.get('x-request-id'),
        awsRequestId: null,
      },
      {
        ...{ ...common, outcome: 'ConnectInvalidInputError', replayed: false },
        ...{ resources, returned: {} },
        requestId: other.headers.get('x-request-id'),
        awsRequestId: null,
      },
    ]);
    expect(lines.every(({ time }) => !Number.isNaN(Date.parse(time)))).toBe(true);
  });

  test('without anything that was said or written', async () => {
    const path = join(folder, 'content.jsonl');
    const gateway = await start({ kind: 'file', path });
    const query = `mutation ($a: UpdateContactInput!, $b: UpdateContactAttributesInput!, $c: TagContactInput!) {
      updateContact(input: $a) { __typename } updateContactAttributes(input: $b) { __typename } tagContact(input: $c) { __typename }
    }`;
    const variables = {
      a: { contactId: contacts.ended, name: 'Marie Curie', description: 'lives at Rue Cuvier' },
      b: { contactId: contacts.ended, attributes: [{ name: 'accountId', value: 'secret-1234' }] },
      c: { contactId: contacts.ended, tags: [{ key: 'customerId', value: 'secret-5678' }] },
    };
    await gateway.graphql(query, variables, bearer(await token()));
    const text = readFileSync(path, 'utf8');
    expect(linesOf(path).map(({ audit }) => audit.mutation)).toEqual([
      'updateContact',
      'updateContactAttributes',
      'tagContact',
    ]);
    expect(text).not.toMatch(/Curie|Cuvier|secret|accountId|customerId/);
  });

  test('also for a refusal before any call, and none for a query', async () => {
    const path = join(folder, 'refusals.jsonl');
    const gateway = await start({ kind: 'file', path });
    const stop = `mutation { stopContact(input: { contactId: "${contacts.ended}", instanceId: "nowhere" }) { __typename } }`;
    await gateway.graphql(stop, {}, bearer(await token()));
    await gateway.graphql('{ connect { id } }', {}, bearer(await token()));
    expect(linesOf(path).map(({ audit }) => [audit.mutation, audit.outcome])).toEqual([
      ['stopContact', 'ConnectResourceNotFoundError'],
    ]);
  });
});

test('a file that names callers is for its owner alone, is appended to, and follows a rotation', async () => {
  const path = join(folder, 'rotated.jsonl');
  const stop = `mutation { stopContact(input: { contactId: "${contacts.ended}" }) { __typename } }`;
  const first = await start({ kind: 'file', path });
  await first.graphql(stop, {}, bearer(await token()));
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const second = await start({ kind: 'file', path });
  await second.graphql(stop, {}, bearer(await token()));
  expect(linesOf(path)).toHaveLength(2);
  renameSync(path, `${path}.1`);
  process.emit('SIGHUP', 'SIGHUP');
  await second.graphql(stop, {}, bearer(await token()));
  expect([linesOf(`${path}.1`).length, linesOf(path).length]).toEqual([2, 1]);
});

test('a file that cannot be written to is refused at the start, by its setting', async () => {
  await expect(start({ kind: 'file', path: join(folder, 'none', 'audit.jsonl') })).rejects.toThrow(
    /^AUDIT_LOG: .*none.* cannot be written to \(ENOENT\)\.$/,
  );
});

test('a collector of OpenTelemetry gets a record for each mutation', async () => {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    bodies.push(body);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const gateway = await start({ kind: 'otlp', url: `http://127.0.0.1:${port}/v1/logs` });
  const query = `mutation { stopContact(input: { contactId: "${contacts.ended}" }) { __typename } }`;
  await gateway.graphql(query, {}, bearer(await token()));
  await gateway.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  const records = bodies.flatMap((body) =>
    JSON.parse(body).resourceLogs.flatMap((one: { scopeLogs: { logRecords: object[] }[] }) =>
      one.scopeLogs.flatMap(({ logRecords }) => logRecords),
    ),
  );
  expect(records).toHaveLength(1);
  const attributes = Object.fromEntries(
    records[0].attributes.map(({ key, value }: { key: string; value: { stringValue?: string } }) => [
      key,
      value.stringValue,
    ]),
  );
  expect(attributes).toMatchObject({
    'contact_gateway.caller': `${issuer.settings.issuer} jane`,
    'contact_gateway.mutation': 'stopContact',
    'contact_gateway.resources.ContactId': contacts.ended,
  });
});

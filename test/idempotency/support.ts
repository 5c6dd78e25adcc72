import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import type { BoundsObserver } from '../../src/idempotency/bounds-observer.js';
import { FileStore } from '../../src/idempotency/file-store.js';
import type { RecordLimits } from '../../src/idempotency/record-bounds.js';
import type { Token } from '../../src/idempotency/token.js';
import { CreateTaskDocument, StopDocument, TransferDocument } from '../generated/graphql.js';
import { flows, newTask, queues } from '../support/demo.js';
import type { TestGateway } from '../support/gateway.js';

/** One mutation, for what holds for all of them. */
export interface Mutation {
  /** Of Connect. */
  readonly operation: string;
  readonly field: string;
  readonly document: string;
  /** An input that succeeds, and no other like it. */
  readonly input: (gateway: TestGateway) => Promise<Record<string, unknown>>;
}

export const transfer: Mutation = {
  operation: 'TransferContact',
  field: 'transferContact',
  document: TransferDocument.toString(),
  input: async (gateway) => ({
    contactId: await newTask(gateway),
    contactFlowId: flows.toQueue,
    destination: { queueId: queues.general },
  }),
};
let tasks = 0;
export const createTask: Mutation = {
  operation: 'StartTaskContact',
  field: 'startTaskContact',
  document: CreateTaskDocument.toString(),
  input: async () => ({ name: `Task ${++tasks}`, source: { contactFlowId: flows.inbound } }),
};
export const stop: Mutation = {
  operation: 'StopContact',
  field: 'stopContact',
  document: StopDocument.toString(),
  input: async (gateway) => ({ contactId: await newTask(gateway) }),
};
export const mutations = [transfer, createTask, stop];

/** The result's fields, whichever type it has. */
export type AnyResult = Readonly<Record<string, unknown>> & { readonly __typename: string };

export async function send(
  gateway: TestGateway,
  mutation: Mutation,
  input: Readonly<Record<string, unknown>>,
  headers?: Record<string, string>,
): Promise<AnyResult> {
  const { data, errors } = await gateway.graphql(mutation.document, { input }, headers);
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return data[mutation.field];
}

/** What every answer says alike, whichever request it answers. */
export function withoutRequest({ requestId: _, ...rest }: AnyResult): object {
  return rest;
}

export const calls = (gateway: TestGateway, { operation }: Mutation) => gateway.emulator.ledger.entries(operation);

/** A path for a store's file, in a folder that goes with the tests. */
export function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'contact-gateway-tokens-'));
  folders.push(folder);
  return join(folder, 'tokens.db');
}
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

let tokens = 0;
export const newToken = () => `token-${process.pid}-${++tokens}`;

const silent: BoundsObserver = { recordEvicted() {}, recordRefused() {} };

/** The store of a file, with limits that a test does not meet unless given. */
export function openFile(path: string, limits: Partial<RecordLimits> = {}, observer = silent): FileStore {
  return new FileStore(path, { ttlMs: 60_000, maxPerCaller: 1_000, ...limits }, observer);
}

/** A token as a store gets it. */
export function tokenOfTest(key: string, caller = 'somebody'): Token {
  return { key, input: 'input', caller };
}

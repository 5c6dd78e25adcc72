import { ConnectClient } from '@aws-sdk/client-connect';
import { afterAll } from '@jest/globals';
import type { Behaviours, WireWorld } from '../../src/calls/dispatcher.js';
import { startWire, type Wire, type WireOptions } from '../../src/http/server.js';
import type { Input } from '../../src/protocol/decode.js';

process.env.AWS_EC2_METADATA_DISABLED = 'true';

export const INSTANCE_ID = '11111111-2222-3333-4444-555555555555';
export const INSTANCE_ARN = `arn:aws:connect:us-east-1:111122223333:instance/${INSTANCE_ID}`;

/** A world with only a clock and a revision, for tests of the protocol layer. */
export class BareWorld implements WireWorld {
  revision = 0;
  settled = 0;
  resets = 0;
  readonly assumptions = { tokenLifetimeMs: 60_000 };
  #aheadMs = 0;
  readonly clock = {
    now: () => new Date(Date.now() + this.#aheadMs),
    advance: (ms: number) => {
      this.#aheadMs += ms;
    },
    reset: () => {
      this.#aheadMs = 0;
    },
  };
  settle() {
    this.settled += 1;
  }
  reset() {
    this.resets += 1;
    this.revision = 0;
  }
  instanceArns() {
    return [INSTANCE_ARN];
  }
}

/** A running protocol server with one behaviour for all operations, and a client of the real SDK. */
export interface TestWire extends Wire {
  readonly world: BareWorld;
  readonly client: ConnectClient;
  /** The calls of the behaviours, in order. */
  readonly calls: { readonly operation: string; readonly input: Input }[];
  readonly bugs: unknown[];
}

/** Closes open servers after a failed test, which would keep the process alive. */
const leftOpen: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of leftOpen.splice(0)) await close();
});

/** Registers a function that is called at the end of the test file. */
export function closeAtEnd(close: () => Promise<void>): void {
  leftOpen.push(close);
}

/**
 * Starts a protocol server whose operations all run `behave`. By default they increase the world's revision and return
 * no output.
 */
export async function startTestWire(
  behave: (operation: string, input: Input, world: BareWorld) => object = (_operation, _input, world) => {
    world.revision += 1;
    return {};
  },
  options: Partial<WireOptions> = {},
): Promise<TestWire> {
  const world = new BareWorld();
  const calls: TestWire['calls'] = [];
  const bugs: unknown[] = [];
  const behaviours: Behaviours = (operation) => (input) => {
    calls.push({ operation, input });
    return behave(operation, input, world);
  };
  const wire = await startWire({ world, behaviours, onBug: (_operation, error) => bugs.push(error), ...options });
  const client = testClient(wire.url);
  const close = async () => {
    client.destroy();
    await wire.close();
  };
  closeAtEnd(close);
  return { ...wire, close, world, client, calls, bugs };
}

/** Creates a client of the real SDK, by default with a single attempt. */
export function testClient(endpoint: string, maxAttempts = 1): ConnectClient {
  return new ConnectClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'any secret' },
    maxAttempts,
  });
}

/** Headers with a signature in valid form. The emulator checks only the form. */
export function signedHeaders(scope = '20260105/us-east-1/connect/aws4_request'): Record<string, string> {
  return {
    'content-type': 'application/json',
    'x-amz-date': '20260105T100000Z',
    authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/${scope}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
  };
}

/** The response to a raw request. */
export interface RawResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed JSON body. Undefined when the body is not JSON. */
  readonly json: unknown;
}

/** Sends a raw HTTP request, with a valid signature unless other headers are given. */
export async function raw(
  url: string,
  {
    method = 'GET',
    headers = signedHeaders(),
    body,
  }: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<RawResponse> {
  const response = await fetch(url, { method, headers, body });
  const text = await response.text();
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: response.status, headers: response.headers, text, json };
}

/** The body of a valid transfer. */
export const transferBody = (also: object = {}) =>
  JSON.stringify({ InstanceId: INSTANCE_ID, ContactId: 'c-1', ContactFlowId: 'f-1', QueueId: 'q-1', ...also });

/** Sends a transfer. */
export function postTransfer(url: string, also: object = {}, headers = signedHeaders()): Promise<RawResponse> {
  return raw(`${url}/contact/transfer`, { method: 'POST', headers, body: transferBody(also) });
}

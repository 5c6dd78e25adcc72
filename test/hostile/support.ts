import { once } from 'node:events';
import { connect } from 'node:net';
import { expect } from '@jest/globals';
import type { TestGateway } from '../support/gateway.js';

/** An answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Sends bytes as they are, and reads until the gateway closes. @returns Every answer, in the order in which they came. */
export async function sendRaw(
  { url }: { readonly url: string },
  ...parts: readonly (string | Uint8Array)[]
): Promise<RawAnswer[]> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  // It may close before it has read everything.
  socket.on('error', () => {});
  for (const part of parts) socket.write(part);
  await once(socket, 'close');
  return answersIn(Buffer.concat(chunks));
}

function answersIn(bytes: Buffer): RawAnswer[] {
  const answers: RawAnswer[] = [];
  let rest = bytes;
  while (rest.length > 0) {
    const end = rest.indexOf('\r\n\r\n');
    const [first = '', ...lines] = rest.subarray(0, end).toString('latin1').split('\r\n');
    const headers = new Map(
      lines.map((line) => {
        const [name = '', ...value] = line.split(': ');
        return [name.toLowerCase(), value.join(': ')] as const;
      }),
    );
    const length = Number(headers.get('content-length') ?? 0);
    answers.push({
      status: Number(first.split(' ')[1]),
      headers,
      body: rest.subarray(end + 4, end + 4 + length).toString('utf8'),
    });
    rest = rest.subarray(end + 4 + length);
  }
  return answers;
}

/** What must be in no answer, whatever was sent: markup, stacks, paths, names of roles, credentials. */
const telltales =
  /<html|<!doctype|node_modules|\bat [\w.<>]+ \(|file:\/\/|\/src\/|\/dist\/|arn:aws:(iam|sts)|AKIA|secretAccessKey/i;

/** An answer that is JSON with an error's code, and tells nothing of the inside. */
export function expectCleanRefusal(
  answer: { readonly status: number; readonly body: string },
  status: number,
  code: string | null,
): void {
  expect([answer.status, answer.body]).toEqual([status, expect.not.stringMatching(telltales)]);
  const { errors } = JSON.parse(answer.body);
  expect(errors[0].message.length).toBeLessThan(2_000);
  if (code !== null) expect(errors[0].extensions.code).toBe(code);
}

/** It stays up, and answers a normal query within ten seconds, on a busy machine too. */
export async function expectAlive(gateway: TestGateway): Promise<void> {
  const startedAt = performance.now();
  const { data } = await gateway.graphql('{ connect { id } }');
  expect(data.connect.id).toEqual(expect.any(String));
  expect(performance.now() - startedAt).toBeLessThan(10_000);
}

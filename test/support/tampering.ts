import { once } from 'node:events';
import { request as ask, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EmulatorOptions } from '#connect-emulator';
import { route } from '#connect-model';
import { startTestGateway, type TestGateway, type TestGatewayOptions, uncached } from './gateway.js';

/** An answer on its way to the gateway. */
export interface UpstreamAnswer {
  status: number;
  headers: Record<string, string | string[]>;
  body: string;
}

/**
 * Changes, in place, what Connect has answered to a call of an operation; or holds the answer back until a promise resolves.
 * @param token The page token that was sent.
 */
export type Tamper = (operation: string, answer: UpstreamAnswer, token: string | null) => void | Promise<void>;

export interface TamperedGateway extends TestGateway {
  /** From now on; what was tampered with before is not any more. */
  tamper(tamper: Tamper): void;
  /** The operations that were called since the last look, each as often as it was. */
  called(): string[];
}

/** A gateway that is told what an emulator answers by somebody who changes it on the way. */
export async function startTampered(
  options: TestGatewayOptions & { emulator?: EmulatorOptions } = {},
): Promise<TamperedGateway> {
  let tamper: Tamper = () => {};
  let called: string[] = [];
  let target = '';
  const server = createServer((request, response) => {
    // Where the emulator breaks a connection, so does this.
    pass(request, response).catch(() => request.socket.destroy());
  }).listen(0, '127.0.0.1');
  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bytesOf(request);
    const asked = new URL(request.url ?? '', target);
    const { operation = '' } = route(request.method ?? '', asked.pathname) ?? {};
    called.push(operation);
    // What is made up here the emulator has never given: it is asked for the first page each time.
    const json = body.length > 0 ? JSON.parse(body.toString()) : null;
    const token: string | null = json?.NextToken ?? asked.searchParams.get('nextToken');
    const { NextToken: _token, ...rest } = json ?? {};
    asked.searchParams.delete('nextToken');
    const bytes = json && token !== null ? Buffer.from(JSON.stringify(rest)) : body;
    const headers = { ...request.headers, ...(json && { 'content-length': bytes.length }) };
    const sent = ask(asked, { method: request.method, headers });
    sent.end(bytes);
    const [answered] = (await once(sent, 'response')) as [IncomingMessage];
    const { 'content-length': _length, ...kept } = answered.headers as Record<string, string | string[]>;
    const answer = { status: answered.statusCode ?? 0, headers: kept, body: (await bytesOf(answered)).toString() };
    await tamper(operation, answer, token);
    response.sendDate = false;
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const gateway = await startTestGateway({ ...uncached, ...options, endpoint: `http://127.0.0.1:${port}` });
  target = gateway.emulator.url;
  return {
    ...gateway,
    tamper: (next) => {
      tamper = next;
    },
    called: () => {
      const calls = called;
      called = [];
      return calls;
    },
    close: async () => {
      await gateway.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Changes the JSON of an answer. */
export function inJson(answer: UpstreamAnswer, change: (json: never) => unknown): void {
  if (!answer.body.startsWith('{')) return;
  answer.body = JSON.stringify(change(JSON.parse(answer.body) as never));
}

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

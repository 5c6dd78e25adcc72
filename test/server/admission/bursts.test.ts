import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { ResponseBudget } from '../../../src/graph/cost/response-budget.js';
import { RequestShare } from '../../../src/server/admission/admission.js';
import { startTestGateway, type TestGateway } from '../../support/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ settings: { inFlightMaxBytes: 2_000_000, trustedProxies: ['127.0.0.1'] } });
});
afterAll(() => gateway.close());

const times = (count: number, text: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => text(n)).join(' ');
const alice = { 'x-forwarded-for': '203.0.113.1' };
const bob = { 'x-forwarded-for': '203.0.113.2' };

describe('a burst of requests', () => {
  test('whose answers have no room together is answered, one after the other', async () => {
    const query = `{ connect { contacts(first: 100) { nodes { ${times(60, (n) => `a${n}: id`)} } } } }`;
    const answers = await Promise.all(Array.from({ length: 40 }, () => gateway.graphql(query, {}, alice)));
    expect(answers.map(({ status, errors }) => [status, errors.length])).toEqual(
      Array.from({ length: 40 }, () => [200, 0]),
    );
  });

  test('does not hold up another caller', async () => {
    const invalid = `{ connect { id } ${times(900, () => 'connect { id }')} }`;
    const order: string[] = [];
    const burst = Array.from({ length: 20 }, async (_, n) => {
      await gateway.graphql(`${invalid} # ${n}`, {}, alice);
      order.push('alice');
    });
    const other = gateway.graphql('{ __typename }', {}, bob).then(() => order.push('bob'));
    await Promise.all([...burst, other]);
    expect(order.indexOf('bob')).toBeLessThan(10);
  });
});

test('a request pauses between its steps, and is refused before its variables are coerced if it gets no turn', async () => {
  const query = 'query ($id: ID!) { connect { contact(id: $id) { id } } }';
  const pause = jest.spyOn(ResponseBudget.prototype, 'pause');
  await gateway.graphql(query, { id: 'x' }, bob);
  expect(pause).toHaveBeenCalledTimes(3);
  const turn = jest.spyOn(RequestShare.prototype, 'turn');
  pause.mockImplementationOnce(async function (this: ResponseBudget) {
    turn.mockResolvedValueOnce(false);
    pause.mockRestore();
    await this.pause();
  });
  const { status, errors } = await gateway.graphql(`${query} # refused`, { id: 'x' }, bob);
  turn.mockRestore();
  expect([status, errors.map(({ extensions }) => extensions.code)]).toEqual([503, ['OVERLOADED']]);
});

test('a burst of packed bodies whose clients leave at once is dropped before it is parsed', async () => {
  const parse = jest.spyOn(JSON, 'parse');
  const channels = Array.from({ length: 40_000 }, () => 'VOICE');
  const query = 'query ($c: [ConnectChannel!]) { connect { contacts(filter: { channels: $c }) { nodes { id } } } }';
  const body = gzipSync(JSON.stringify({ query, variables: { c: channels } }));
  const { port } = new URL(gateway.url);
  const head = [
    ...['POST /graphql HTTP/1.1', 'host: 127.0.0.1', 'content-type: application/json', 'content-encoding: gzip'],
    ...['x-forwarded-for: 203.0.113.1', `content-length: ${body.length}`, '', ''],
  ];
  const sockets = await Promise.all(
    Array.from({ length: 100 }, async () => {
      const socket = connect({ port: Number(port), host: '127.0.0.1' });
      socket.on('error', () => {});
      await once(socket, 'connect');
      socket.write(Buffer.concat([Buffer.from(head.join('\r\n')), body]));
      return socket;
    }),
  );
  for (const socket of sockets) socket.destroy();
  expect((await gateway.graphql('{ __typename }', {}, bob)).status).toBe(200);
  const long = parse.mock.calls.filter(([text]) => String(text).length > 200_000).length;
  parse.mockRestore();
  expect(long).toBeLessThan(50);
});

describe('bodies that do not come to their end', () => {
  /** All but the last byte of a body of a megabyte. */
  async function unfinished(address: string): Promise<Socket> {
    const { port } = new URL(gateway.url);
    const socket = connect({ port: Number(port), host: '127.0.0.1' });
    socket.on('error', () => {});
    await once(socket, 'connect');
    const head = [
      ...['POST /graphql HTTP/1.1', 'host: 127.0.0.1', 'content-type: application/json'],
      ...[`x-forwarded-for: ${address}`, 'content-length: 1048576', '', ''],
    ];
    socket.write(head.join('\r\n'));
    socket.write(Buffer.alloc(1_048_575, 0x20));
    return socket;
  }

  test('cost their caller the first of them beyond 64 MiB, and nobody else', async () => {
    const victim = await unfinished('203.0.113.2');
    const sockets: Socket[] = [];
    for (let n = 0; n < 66; n++) sockets.push(await unfinished('203.0.113.1'));
    const [first] = sockets;
    // Not `once`, which would reject if the connection is reset.
    if (first && !first.destroyed) await new Promise((resolve) => first.once('close', resolve));
    const { status } = await gateway.graphql('{ __typename }', {}, bob);
    expect([status, victim.destroyed]).toEqual([200, false]);
    const open = sockets.filter(({ destroyed }) => !destroyed).length;
    expect(open).toBeGreaterThan(50);
    for (const socket of [victim, ...sockets]) socket.destroy();
  });
});

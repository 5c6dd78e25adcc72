import { connect } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { startWire } from '../src/http/server.js';
import { BareWorld, postTransfer, raw, startTestWire } from './support/wire.js';

describe('the server', () => {
  test('closes at once despite hanging, delayed and idle connections, and more than once', async () => {
    const wire = await startTestWire();
    wire.faults.add({ operation: '*', fault: 'hang' });
    wire.faults.add({ operation: '*', fault: 'hang', ms: 60_000 });
    wire.faults.add({ operation: '*', fault: 'latency', ms: 60_000 });
    const calls = [1, 2, 3].map(() => postTransfer(wire.url).catch(() => 'ended'));
    await raw(`${wire.url}/_emulator`);
    while (wire.ledger.entries().length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    const started = performance.now();
    await Promise.all([wire.close(), wire.close()]);
    await wire.close();
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(await Promise.all(calls)).toEqual(['ended', 'ended', 'ended']);
    expect(wire.calls).toHaveLength(0);
    expect(wire.bugs).toEqual([]);
  });

  test('keeps running when a client disconnects during its body', async () => {
    const wire = await startTestWire();
    await new Promise<void>((resolve) => {
      const socket = connect(Number(new URL(wire.url).port), '127.0.0.1', () => {
        socket.write('POST /contact/transfer HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 100\r\n\r\n{"Inst', () => {
          socket.destroy();
          resolve();
        });
      });
    });
    expect((await postTransfer(wire.url)).status).toBe(200);
    await wire.close();
    expect(wire.bugs).toEqual([]);
    expect(wire.ledger.entries()).toHaveLength(1);
  });

  test('fails to start when its port is in use', async () => {
    const wire = await startTestWire();
    const port = Number(new URL(wire.url).port);
    const second = startWire({ world: new BareWorld(), behaviours: () => undefined, port });
    await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await wire.close();
  });

  test('listens on the loopback address only', async () => {
    const wire = await startTestWire();
    expect(new URL(wire.url).hostname).toBe('127.0.0.1');
    await wire.close();
  });
});

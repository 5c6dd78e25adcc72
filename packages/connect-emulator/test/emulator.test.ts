import { type ConnectClient, ListInstancesCommand, StartTaskContactCommand } from '@aws-sdk/client-connect';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type Emulator, type EmulatorOptions, startEmulator } from '../src/emulator.js';
import { testClient } from './support/wire.js';

let emulator: Emulator | undefined;
let client: ConnectClient | undefined;
afterEach(async () => {
  client?.destroy();
  await emulator?.close();
});

async function start(options?: EmulatorOptions) {
  emulator = await startEmulator(options);
  client = testClient(emulator.url);
  return { emulator, client };
}

describe('the emulator', () => {
  test('serves the demo world to the real SDK', async () => {
    const { emulator, client } = await start();
    const { InstanceSummaryList } = await client.send(new ListInstancesCommand({}));
    expect(InstanceSummaryList?.map(({ Arn }) => Arn)).toEqual(emulator.world.instanceArns());
    expect(emulator.ledger.entries('ListInstances')).toMatchObject([{ status: 200, changed: false }]);
  });

  test('accepts overrides of the assumptions', async () => {
    const { emulator } = await start({ assumptions: { tokenLifetimeMs: 5_000 } });
    expect(emulator.world.assumptions.tokenLifetimeMs).toBe(5_000);
  });

  test('creates one contact per token, and another after a reset', async () => {
    const { emulator, client } = await start();
    const instance = emulator.world.instanceArns()[0] ?? '';
    const InstanceId = instance.slice(instance.lastIndexOf('/') + 1);
    const flow = emulator.world
      .instance(InstanceId)
      ?.directory.flows.sorted.find(({ type }) => type === 'CONTACT_FLOW');
    const createTask = () =>
      client.send(
        new StartTaskContactCommand({ InstanceId, Name: 'A task', ContactFlowId: flow?.id, ClientToken: 'token' }),
      );
    const first = await createTask();
    expect((await createTask()).ContactId).toBe(first.ContactId);
    expect(emulator.ledger.entries()).toMatchObject([
      { changed: true, replayed: false },
      { changed: false, replayed: true },
    ]);
    emulator.reset();
    await createTask();
    expect(emulator.ledger.entries()).toMatchObject([{ changed: true, replayed: false }]);
  });

  test('does not start with a missing world file', async () => {
    await expect(startEmulator({ worldFile: 'no-such-world.yaml' })).rejects.toThrow(/no-such-world\.yaml/);
  });
});

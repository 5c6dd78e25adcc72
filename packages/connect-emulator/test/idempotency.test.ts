import {
  CreatePersistentContactAssociationCommand,
  StartOutboundVoiceContactCommand,
  TransferContactCommand,
} from '@aws-sdk/client-connect';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ConnectException } from '../src/protocol/exception.js';
import { INSTANCE_ARN, INSTANCE_ID, startTestWire, type TestWire } from './support/wire.js';

let wire: TestWire;
let refuse = false;
beforeEach(async () => {
  refuse = false;
  wire = await startTestWire((operation, _input, world) => {
    if (refuse) throw new ConnectException('ResourceNotFoundException', 'Not yet.');
    world.revision += 1;
    return operation === 'CreatePersistentContactAssociation' ? {} : { ContactId: `made ${world.revision}` };
  });
});
afterEach(() => wire.close());

const transfer = (also: object = {}) =>
  wire.client.send(
    new TransferContactCommand({
      InstanceId: INSTANCE_ID,
      ContactId: 'c-1',
      ContactFlowId: 'f-1',
      QueueId: 'q-1',
      ClientToken: 'token',
      ...also,
    }),
  );

describe('a client token', () => {
  test('used again with the same input gets the first response, and the operation runs once', async () => {
    const first = await transfer();
    const second = await transfer();
    expect(second.ContactId).toBe(first.ContactId);
    expect(second.$metadata.requestId).not.toBe(first.$metadata.requestId);
    expect(wire.calls).toHaveLength(1);
    expect(wire.ledger.entries()).toMatchObject([
      { attempt: 1, token: 'token', changed: true, replayed: false, status: 200 },
      { attempt: 2, token: 'token', changed: false, replayed: true, status: 200 },
    ]);
  });

  test('used again with another input is refused with 409', async () => {
    await transfer();
    await expect(transfer({ QueueId: 'q-2' })).rejects.toMatchObject({
      name: 'IdempotencyException',
      $metadata: { httpStatusCode: 409 },
    });
    expect(wire.calls).toHaveLength(1);
    expect((await transfer()).ContactId).toBe('made 1');
  });

  test('is refused with IdempotencyException even if the operation does not document it', async () => {
    const call = (SourcePhoneNumber: string) =>
      wire.client.send(
        new StartOutboundVoiceContactCommand({
          InstanceId: INSTANCE_ID,
          ContactFlowId: 'f-1',
          DestinationPhoneNumber: '+15555550100',
          SourcePhoneNumber,
          ClientToken: 'token',
        }),
      );
    await call('+15555550101');
    await expect(call('+15555550102')).rejects.toMatchObject({ name: 'IdempotencyException' });
  });

  test('is not stored for a refused call', async () => {
    refuse = true;
    await expect(transfer()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    refuse = false;
    expect((await transfer({ QueueId: 'q-2' })).ContactId).toBe('made 1');
  });

  test('is separate for each instance, whether the instance is named by id or ARN', async () => {
    await transfer();
    expect((await transfer({ InstanceId: 'another-instance' })).ContactId).toBe('made 2');
    await expect(transfer({ InstanceId: INSTANCE_ARN })).rejects.toMatchObject({ name: 'IdempotencyException' });
  });

  test('expires on the world\u2019s clock', async () => {
    await transfer();
    wire.world.clock.advance(wire.world.assumptions.tokenLifetimeMs - 1000);
    expect((await transfer()).ContactId).toBe('made 1');
    wire.world.clock.advance(1000);
    expect((await transfer()).ContactId).toBe('made 2');
  });

  test('is deleted by a reset', async () => {
    await transfer();
    wire.reset();
    await transfer();
    expect(wire.calls).toHaveLength(2);
  });

  test('also works for an operation without the model\u2019s trait, if the call has one', async () => {
    const associate = (ClientToken?: string) =>
      wire.client.send(
        new CreatePersistentContactAssociationCommand({
          InstanceId: INSTANCE_ID,
          InitialContactId: 'c-1',
          RehydrationType: 'ENTIRE_PAST_SESSION',
          SourceContactId: 'c-0',
          ClientToken,
        }),
      );
    await associate('token');
    await associate('token');
    expect(wire.calls).toHaveLength(1);
    await associate();
    await associate();
    expect(wire.calls).toHaveLength(3);
    expect(wire.ledger.entries()).toMatchObject([
      { token: 'token', replayed: false },
      { token: 'token', replayed: true, attempt: 2 },
      { token: null, replayed: false },
      { token: null, replayed: false },
    ]);
  });
});

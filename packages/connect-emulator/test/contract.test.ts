import * as sdk from '@aws-sdk/client-connect';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { operationModel, serviceModel } from 'connect-model';
import type { Input } from '../src/protocol/decode.js';
import { ConnectException } from '../src/protocol/exception.js';
import { sampleInput, sampleOutput } from './support/sample.js';
import { startTestWire, type TestWire } from './support/wire.js';

const operations = Object.keys(serviceModel.operations);
/** Enough seeds to test every member of the widest union. */
const SEEDS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

let behave: (operation: string, input: Input) => object;
let wire: TestWire;
beforeAll(async () => {
  wire = await startTestWire((operation, input) => behave(operation, input));
});
afterAll(() => wire.close());

type AnyCommand = Parameters<sdk.ConnectClient['send']>[0];

/** Sends with the SDK's own command class, found by its name. */
async function send(operation: string, input: object): Promise<Record<string, unknown>> {
  const Command = (sdk as unknown as Record<string, new (input: object) => AnyCommand>)[`${operation}Command`];
  if (!Command) throw new Error(`The SDK has no ${operation}Command.`);
  const { $metadata, ...output } = (await wire.client.send(new Command(input))) as sdk.ServiceOutputTypes;
  return output;
}

/** Returns the input as the emulator decodes it from the SDK's request, without the token that the SDK generates. */
async function decoded(operation: string, input: Record<string, unknown>): Promise<Input | undefined> {
  wire.calls.length = 0;
  wire.reset();
  await send(operation, input);
  expect(wire.calls).toHaveLength(1);
  const { idempotencyToken } = operationModel(operation);
  const received = { ...wire.calls[0]?.input };
  if (idempotencyToken && !(idempotencyToken in input)) delete received[idempotencyToken];
  return received;
}

describe('the wire of all 121 operations, through the real SDK', () => {
  test.each(operations)('%s: the smallest valid input arrives as it was sent', async (operation) => {
    behave = () => ({});
    const input = sampleInput(operation, { members: 'required', seed: 0 });
    expect(await decoded(operation, input)).toEqual(input);
  });

  test.each(operations)('%s: an input with all members arrives as it was sent', async (operation) => {
    behave = () => ({});
    for (const seed of SEEDS) {
      const input = sampleInput(operation, { members: 'all', seed });
      const token = operationModel(operation).idempotencyToken;
      if (token) input[token] = `token ${seed}`;
      expect(await decoded(operation, input)).toEqual(input);
    }
  });

  test.each(operations)('%s: an output with all members arrives at the SDK as it was given', async (operation) => {
    for (const seed of SEEDS) {
      const output = sampleOutput(operation, seed);
      behave = () => output;
      wire.reset();
      const input = sampleInput(operation, { members: 'required', seed });
      expect(await send(operation, input)).toEqual(output);
    }
  });

  test.each(operations)('%s: each of its exceptions arrives with name, status and message', async (operation) => {
    for (const name of operationModel(operation).errors) {
      behave = () => {
        throw new ConnectException(name, `Because of ${name} – “ü”.`);
      };
      const refused = await send(operation, sampleInput(operation, { members: 'required', seed: 1 })).catch(
        (error: unknown) => error,
      );
      expect(refused).toBeInstanceOf(sdk.ConnectServiceException);
      expect(refused).toMatchObject({
        name,
        message: `Because of ${name} – “ü”.`,
        $metadata: { httpStatusCode: serviceModel.errors[name]?.status, requestId: expect.any(String) },
      });
    }
  });
});

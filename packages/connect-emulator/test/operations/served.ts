import * as sdk from '@aws-sdk/client-connect';
import { expect } from '@jest/globals';
import type { LedgerEntry } from '../../src/calls/ledger.js';
import { type Emulator, serveWorld } from '../../src/emulator.js';
import type { World } from '../../src/world/world.js';
import { closeAtEnd, testClient } from '../support/wire.js';

/** A world that is served over HTTP, with a client of the real SDK. */
export interface Served extends Emulator {
  /** Calls an operation, for the world's first instance unless the input names another. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read whatever member of the answer they are about
  send(operation: string, input?: object): Promise<any>;
  /** Returns the error of a call. @throws Error when the call succeeds. */
  refused(operation: string, input?: object): Promise<RefusedCall>;
  /**
   * Returns the exception name of a call, or undefined for a success. A refused call must leave the world unchanged.
   */
  refusal(operation: string, input?: object): Promise<string | undefined>;
  /** Returns a contact as DescribeContact shows it. */
  contact(contactId: string): Promise<sdk.Contact>;
  /** Returns the ledger entry of the last call. */
  last(): LedgerEntry | undefined;
  advance(ms: number): void;
}

export type RefusedCall = Error & {
  readonly Reason?: object;
  readonly $metadata: { readonly httpStatusCode?: number };
};

type AnyCommand = Parameters<sdk.ConnectClient['send']>[0];

/** Serves a world until the end of the test file. */
export async function serve(world: World): Promise<Served> {
  const emulator = await serveWorld(world);
  const client = testClient(emulator.url);
  closeAtEnd(async () => {
    client.destroy();
    await emulator.close();
  });
  const InstanceId = world.instances[0]?.instance.id;
  // biome-ignore lint/suspicious/noExplicitAny: tests read whatever member of the answer they are about
  const send = async (operation: string, input: object = {}): Promise<any> => {
    const Command = (sdk as unknown as Record<string, new (input: object) => AnyCommand>)[`${operation}Command`];
    if (!Command) throw new Error(`The SDK has no ${operation}Command.`);
    const { $metadata, ...output } = (await client.send(
      new Command({ InstanceId, ...input }),
    )) as sdk.ServiceOutputTypes;
    return output;
  };
  const refused = async (operation: string, input: object = {}) => {
    try {
      await send(operation, input);
    } catch (error) {
      return error as RefusedCall;
    }
    throw new Error(`${operation} was not refused.`);
  };
  const last = () => emulator.ledger.entries().at(-1);
  const refusal = async (operation: string, input: object = {}) => {
    const before = snapshot(world);
    const name = await send(operation, input).then(
      () => undefined,
      (error: Error) => error.name,
    );
    if (name !== undefined) {
      expect(snapshot(world)).toBe(before);
      expect(last()).toMatchObject({ error: name, changed: false });
    }
    return name;
  };
  return {
    ...emulator,
    ...{ send, refused, refusal, last },
    contact: async (ContactId) => (await send('DescribeContact', { ContactId })).Contact,
    advance: (ms) => world.clock.advance(ms),
  };
}

/** Serializes everything that operations on contacts can change. */
function snapshot(world: World): string {
  world.settle();
  const [state] = world.instances;
  return JSON.stringify([
    [...(state?.contacts.all() ?? [])].map((contact) => [contact, state?.recordings.of(contact.id)]),
    state?.directory.users.sorted,
    world.revision,
  ]);
}

/** Returns all items of a paged operation, read with pages of `MaxResults`, and the number of pages. */
export async function allPages(served: Served, operation: string, input: object, member: string, MaxResults = 1) {
  const items: unknown[] = [];
  let pages = 0;
  let NextToken: string | undefined;
  do {
    const page = await served.send(operation, { ...input, MaxResults, NextToken });
    items.push(...page[member]);
    pages += 1;
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return { items, pages };
}

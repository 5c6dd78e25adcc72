import { runMutation } from '../../src/connect/mutations/run-mutation.js';
import 'reflect-metadata';
import {
  StartChatContactCommand,
  type StartChatContactCommandInput,
  type StartChatContactCommandOutput,
  StopContactCommand,
  type StopContactCommandInput,
  type StopContactCommandOutput,
} from '@aws-sdk/client-connect';
import { describe, expect, test } from '@jest/globals';
import type { CallScope } from '../../src/connect/calls/call-runner.js';
import type { MutationOperation } from '../../src/connect/calls/operation.js';
import { Directory } from '../../src/connect/directory/directory.js';
import type { IdResolver } from '../../src/connect/inputs/id-resolver.js';
import { type MutationInput, type MutationSteps } from '../../src/connect/mutations/steps.js';
import { ReadCache } from '../../src/connect/reads/read-cache.js';
import { describeContact } from '../../src/connect/reads/read-operations.js';
import { ConnectSession, type Shared } from '../../src/connect/session/session.js';
import type { CallFailure, CallResult } from '../../src/errors/call-failure.js';
import type { ExceptionName } from '../../src/errors/exceptions.js';
import type { Idempotency } from '../../src/idempotency/idempotency.js';
import { Instances } from '../../src/ids/instances.js';
import { contacts, flows, instanceArn } from '../support/demo.js';
import { request } from '../support/shared-calls.js';

const facts = { awsRequestId: null, retryAfterMs: null };
const refused: CallFailure = { ...facts, kind: 'refused', exception: 'InvalidRequestException' };
const lost: CallFailure = { ...facts, kind: 'unknown', cause: 'reset' };

/** What the store of tokens has of a mutation's token. */
type Known = 'nothing' | 'an open call' | 'an answer';

/** A request whose calls are noted: which, at what priority, and whether they end with its client. */
function sessionOf(known: Known, failures: Readonly<Record<string, CallFailure>> = {}, instance = instanceArn) {
  const made: string[] = [];
  const client = request();
  const run = async ({ name }: { name: string }, _input: object, scope: CallScope): Promise<CallResult<object>> => {
    // A read is made for all who wait for it, and listens for those of them who may leave.
    const ends = scope.gone === client.scope.gone || client.listeners() > 0 ? 'for its client' : 'to its end';
    made.push(`${name}: ${scope.priority}, ${ends}`);
    const failure = failures[name];
    if (failure) return { ok: false, failure };
    const output = { Contact: { Id: 'c' }, ContactId: 'c', Instance: { Arn: instanceArn }, ParticipantToken: 'secret' };
    return { ok: true, output, awsRequestId: null };
  };
  const once: Idempotency['once'] = async (_use, _options, make) => {
    const answer = JSON.stringify({ output: { ContactId: 'c' } });
    if (known === 'an answer') return { kind: 'answered', answer, outcome: 'effect', replayed: true };
    return { ...(await make(known === 'an open call' ? 'open' : 'none')), replayed: false };
  };
  const instances = Instances.served([instance], 'us-east-1');
  const shared = {
    ...{ instances, reads: new ReadCache(), searchMaxAgeMs: 0, now: () => new Date() },
    ...{ directory: new Directory({ freshMs: 0, staleMs: 0 }, () => session), runner: { run }, tokens: { once } },
  } as unknown as Shared;
  const session: ConnectSession = new ConnectSession(client.scope, shared);
  return { session, made, client };
}

interface Input extends MutationInput {
  readonly contactId: string;
}
const look = async (connect: ConnectSession) => {
  await connect.read(describeContact, { InstanceId: 'i', ContactId: 'c' });
};

/** Steps that each read something. */
const looks = {
  prepare: async (_call, connect) => {
    await look(connect);
    return {};
  },
  toSuccess: () => 'success',
  diagnose: async (_refusal, _call, connect) => {
    await look(connect);
    return null;
  },
  reconcile: async (_call, connect) => {
    await look(connect);
    return { output: {} };
  },
} satisfies Omit<MutationSteps<Input, object, object, string, never>, 'toCommand'>;
const steps = {
  ...looks,
  toCommand: ({ contactId }: Input, ids: IdResolver) => ({ ContactId: ids.id('contact', 'contactId', contactId) }),
};

/** An operation that is not declared: other test files of the worker see the declared ones. */
const operationOf = <Input extends object, Output extends object, const Names extends ExceptionName>(
  declaration: Omit<MutationOperation<Input, Output, Names>, 'command'> & { command: unknown },
) => declaration as MutationOperation<Input, Output, Names>;
const stop = operationOf<StopContactCommandInput, StopContactCommandOutput, 'InvalidRequestException'>({
  ...{ name: 'StopContact', mutation: 'StopContactOfTest', command: StopContactCommand, repeat: 'never', requires: [] },
  ...{ scope: 'contacts:write', changes: { contact: 'ContactId' } },
  ...{ exceptions: ['InvalidRequestException'], howToCheck: '' },
});
const input: Input = { contactId: contacts.voice };
/** A read for a field of the result. */
const field = (session: ConnectSession) => session.loaders.contact.load({ instanceId: 'i', id: 'c' });

const urgent = 'DescribeContact: finishing, to its end';
const call = 'StopContact: finishing, to its end';
const ordinary = 'DescribeContact: client, for its client';

describe('the reads of a mutation', () => {
  test('have priority and go on without the client where they belong to its call, and not for fields of its result', async () => {
    const { session, made } = sessionOf('nothing');
    expect(await runMutation(session, stop, input, steps)).toBe('success');
    await field(session);
    expect(made).toEqual([urgent, call, ordinary]);
  });

  test.each([
    ['refused', refused],
    ['not answered', lost],
  ])('have priority for a look after a call that was %s, and not for what is read then', async (_what, failure) => {
    const { session, made } = sessionOf('nothing', { StopContact: failure });
    await runMutation(session, stop, input, { ...steps, prepare: async () => ({}) });
    await field(session);
    expect(made).toEqual([call, urgent, ordinary]);
  });

  test('have none where no call is made, since the input is not valid', async () => {
    const { session, made } = sessionOf('nothing');
    await runMutation(session, stop, { contactId: '' }, steps);
    await field(session);
    expect(made).toEqual([ordinary]);
  });

  test('have none for a replay', async () => {
    const { session, made } = sessionOf('an answer');
    expect(await runMutation(session, stop, input, steps)).toBe('success');
    await field(session);
    expect(made).toEqual([ordinary]);
  });

  test('have none where an earlier call is only looked after; but others may wait for that, so it goes on', async () => {
    const { session, made } = sessionOf('an open call');
    await runMutation(session, stop, input, { ...steps, prepare: async () => ({}) });
    await field(session);
    expect(made).toEqual(['DescribeContact: client, to its end', ordinary]);
  });

  test('have none, nor has the call, where a replay asks for credentials again', async () => {
    const start = operationOf<StartChatContactCommandInput, StartChatContactCommandOutput, 'InvalidRequestException'>({
      ...{
        name: 'StartChatContact',
        mutation: 'StartChatContactOfTest',
        command: StartChatContactCommand,
        repeat: 'token',
        requires: ['ContactId'],
      },
      ...{ scope: 'contacts:write', changes: {} },
      ...{ credentials: ['ParticipantToken'], exceptions: ['InvalidRequestException'], howToCheck: '' },
    });
    const chat = () => ({ ContactFlowId: flows.inbound, ParticipantDetails: { DisplayName: 'Customer' } });
    const { session, made } = sessionOf('an answer');
    expect(await runMutation(session, start, {}, { ...looks, toCommand: chat })).toBe('success');
    expect(made).toEqual([ordinary, 'StartChatContact: client, for its client']);
    const first = sessionOf('nothing');
    await runMutation(first.session, start, {}, { ...looks, toCommand: chat });
    expect(first.made).toEqual([urgent, 'StartChatContact: finishing, to its end']);
  });

  test('have none for the instance that an ARN of the input names, before it is known whether there is a call', async () => {
    const { session, made } = sessionOf('an answer', {}, instanceArn.split('/')[1]);
    const contactId = `${instanceArn}/contact/${contacts.voice}`;
    expect(await runMutation(session, stop, { contactId }, steps)).toBe('success');
    expect(made).toEqual(['DescribeInstance: client, to its end']);
  });

  test('are made once for several mutations of a request that change nothing in between', async () => {
    const { session, made } = sessionOf('nothing', { StopContact: refused });
    const reading = {
      ...steps,
      prepare: async (_call: object, connect: ConnectSession) => {
        await field(connect);
        return {};
      },
      diagnose: async () => null,
    };
    await runMutation(session, stop, input, reading);
    await runMutation(session, stop, input, reading);
    expect(made).toEqual([urgent, call, call]);
  });
});

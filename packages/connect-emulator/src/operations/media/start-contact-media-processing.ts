import { isDeepStrictEqual } from 'node:util';
import type { StartContactMediaProcessingCommandInput } from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { invalidRequest, refusal } from '../refusal.js';
import { instanceStateOf, liveContactOf } from '../resolve.js';

const lambda = /^arn:aws[a-z-]*:lambda:/;

/**
 * Records the AWS Lambda function that processes the messages of a chat, "for the rest of the chat, even if an individual
 * contact segment ends" (API reference). The emulator does not call it. The model requires no member. Assumption: a request without InstanceId, ContactId or
 * ProcessorArn is invalid. Assumption: a new processor replaces the earlier one.
 */
export function startContactMediaProcessing(input: StartContactMediaProcessingCommandInput, world: World): object {
  const { InstanceId, ContactId, ProcessorArn: processorArn, FailureMode: failureMode } = input;
  if (InstanceId === undefined || ContactId === undefined || processorArn === undefined) throw invalidRequest();
  const state = instanceStateOf(world, InstanceId);
  const { initialContactId } = liveContactOf(world, state, ContactId, ['CHAT']);
  if (!lambda.test(processorArn)) throw refusal('InvalidParameterException');
  const processing = { processorArn, failureMode };
  if (isDeepStrictEqual(state.chatSessions.of(initialContactId).processing, processing)) return {};
  state.chatSessions.change(initialContactId, { processing });
  world.changed();
  return {};
}

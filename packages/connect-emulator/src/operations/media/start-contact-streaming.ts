import { randomUUID } from 'node:crypto';
import type { StartContactStreamingCommandInput, StartContactStreamingCommandOutput } from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { refusal } from '../refusal.js';
import { instanceStateOf, liveContactOf } from '../resolve.js';

const topic = /^arn:aws[a-z-]*:sns:/;

/** Streams the messages of a chat to an Amazon SNS topic until the chat ends or the streaming is stopped. */
export function startContactStreaming(
  input: StartContactStreamingCommandInput,
  world: World,
): Omit<StartContactStreamingCommandOutput, '$metadata'> {
  const state = instanceStateOf(world, input.InstanceId);
  const { initialContactId } = liveContactOf(world, state, input.ContactId, ['CHAT']);
  const { StreamingEndpointArn: endpointArn = '' } = input.ChatStreamingConfiguration ?? {};
  if (!topic.test(endpointArn)) throw refusal('InvalidParameterException');
  const { streamings } = state.chatSessions.of(initialContactId);
  if (streamings.size >= world.assumptions.streamingsPerContact) throw refusal('LimitExceededException');
  const StreamingId = randomUUID();
  state.chatSessions.change(initialContactId, {
    streamings: new Map(streamings).set(StreamingId, { endpointArn }),
  });
  world.changed();
  return { StreamingId };
}

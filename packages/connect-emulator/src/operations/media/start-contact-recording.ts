import type { StartContactRecordingCommandInput } from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { invalidRequest, refusal } from '../refusal.js';
import { recordedCall } from './recording-steps.js';

/**
 * Starts a recording of a call: of the conversation, which begins when the agent joins, or of the time before (IVR).
 * "StartContactRecording is a one-time action": a second start of the same type is refused, even after
 * a stop.
 */
export function startContactRecording(input: StartContactRecordingCommandInput, world: World): object {
  const { state, call } = recordedCall(input, world);
  const { VoiceRecordingTrack: track, IvrRecordingTrack } = input.VoiceRecordingConfiguration ?? {};
  // "One and only one of the track configurations should be presented in the request" (API reference).
  if ((track === undefined) === (IvrRecordingTrack === undefined)) throw invalidRequest();
  const type = track === undefined ? 'IVR' : 'AGENT';
  const isTooLate = type === 'IVR' && call.connectedToAgentAt !== undefined;
  if (isTooLate || state.recordings.of(call.id).some((recording) => recording.type === type)) {
    throw refusal(world.assumptions.errorOfWrongRecordingState);
  }
  state.recordings.put(call.id, { type, track, requestedAt: world.now });
  world.changed();
  return {};
}

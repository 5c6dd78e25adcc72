import type { ContactRecordingType } from '@aws-sdk/client-connect';
import { type Recording, spanOf } from '../../world/contacts/recordings.js';
import type { Contact } from '../../world/entities.js';
import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';
import { notFound, refusal } from '../refusal.js';
import { instanceOf, liveContactOf } from '../resolve.js';

/** What the operations on recordings have in common. */
export interface RecordingInput {
  readonly InstanceId: string | undefined;
  readonly ContactId: string | undefined;
  readonly InitialContactId: string | undefined;
  readonly ContactRecordingType?: ContactRecordingType | undefined;
}

/**
 * The call whose recordings are meant. Both its own id and that of the first contact of its chain are needed; what a
 * pair that does not belong together gets is assumed.
 *
 * @throws ConnectException ResourceNotFoundException for an unknown contact or a wrong pair, else as assumed.
 */
export function recordedCall(input: RecordingInput, world: World): { instance: InstanceState; call: Contact } {
  const instance = instanceOf(world, input.InstanceId);
  const call = liveContactOf(world, instance, input.ContactId, ['VOICE']);
  if (call.initialContactId !== input.InitialContactId) throw notFound();
  return { instance, call };
}

/**
 * Takes the running recordings of a call, or the one of the kind that is named, one step on. "This API suspends
 * recording whatever is selected in the flow configuration" (API reference).
 *
 * @param step the recording after the step; undefined for one that cannot take it.
 * @throws ConnectException as the assumptions say when there is none that can.
 */
export function stepRecordings(
  input: RecordingInput,
  world: World,
  step: (recording: Recording) => Recording | undefined,
): void {
  const { instance, call } = recordedCall(input, world);
  const isMeant = ({ type }: Recording) => (input.ContactRecordingType ?? type) === type;
  const next = instance.recordings
    .of(call.id)
    .filter((recording) => isMeant(recording) && isRunning(recording, call))
    .map(step)
    .filter((recording) => recording !== undefined);
  if (next.length === 0) throw refusal(world.assumptions.errorOfWrongRecordingState);
  for (const recording of next) instance.recordings.put(call.id, recording);
  world.changed();
}

function isRunning(recording: Recording, call: Contact): boolean {
  const span = spanOf(recording, call);
  return span !== undefined && span.stoppedAt === undefined;
}

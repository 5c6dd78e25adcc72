import type { ContactRecordingType } from '@aws-sdk/client-connect';
import { type Recording, spanOf } from '../../world/contacts/recordings.js';
import type { Contact } from '../../world/entities.js';
import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';
import { notFound, refusal } from '../refusal.js';
import { instanceStateOf, liveContactOf } from '../resolve.js';

/** The members that the recording operations share. */
export interface RecordingInput {
  readonly InstanceId: string | undefined;
  readonly ContactId: string | undefined;
  readonly InitialContactId: string | undefined;
  readonly ContactRecordingType?: ContactRecordingType | undefined;
}

/**
 * Returns the voice contact of a recording operation. The input names the contact and the first contact of its chain.
 * Assumption: a pair that does not belong together is not found.
 *
 * @throws ConnectException ResourceNotFoundException for an unknown contact or a wrong pair, else the error that the
 * assumptions name.
 */
export function recordedCall(input: RecordingInput, world: World): { state: InstanceState; call: Contact } {
  const state = instanceStateOf(world, input.InstanceId);
  const call = liveContactOf(world, state, input.ContactId, ['VOICE']);
  if (call.initialContactId !== input.InitialContactId) throw notFound();
  return { state, call };
}

/**
 * Changes the state of all running recordings of a call, or only of those of the type in the input. "This API suspends
 * recording whatever is selected in the flow configuration" (API reference of SuspendContactRecording).
 *
 * @param step returns the recording in its new state, or undefined when it cannot change to that state.
 * @throws ConnectException when no recording can change: the error that the assumptions name.
 */
export function stepRecordings(
  input: RecordingInput,
  world: World,
  step: (recording: Recording) => Recording | undefined,
): void {
  const { state, call } = recordedCall(input, world);
  const isSelected = ({ type }: Recording) => (input.ContactRecordingType ?? type) === type;
  const next = state.recordings
    .of(call.id)
    .filter((recording) => isSelected(recording) && isRunning(recording, call))
    .map(step)
    .filter((recording) => recording !== undefined);
  if (next.length === 0) throw refusal(world.assumptions.errorOfWrongRecordingState);
  for (const recording of next) state.recordings.put(call.id, recording);
  world.changed();
}

function isRunning(recording: Recording, call: Contact): boolean {
  const span = spanOf(recording, call);
  return span !== undefined && span.stoppedAt === undefined;
}

import type { SuspendContactRecordingCommandInput } from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { stepRecordings } from './recording-steps.js';

/** Suspends what is recorded of a call; the time until it is resumed is silent in the recording. */
export function suspendContactRecording(input: SuspendContactRecordingCommandInput, world: World): object {
  stepRecordings(input, world, (recording) =>
    recording.suspendedAt === undefined ? { ...recording, suspendedAt: world.now } : undefined,
  );
  return {};
}

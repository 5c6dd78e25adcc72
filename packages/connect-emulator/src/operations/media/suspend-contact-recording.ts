import type { SuspendContactRecordingCommandInput } from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { stepRecordings } from './recording-steps.js';

/** Suspends the recordings of a call. A recording is silent while it is suspended. */
export function suspendContactRecording(input: SuspendContactRecordingCommandInput, world: World): object {
  stepRecordings(input, world, (recording) =>
    recording.suspendedAt === undefined ? { ...recording, suspendedAt: world.now } : undefined,
  );
  return {};
}

import type { StopContactRecordingCommandInput } from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { stepRecordings } from './recording-steps.js';

/** Stops the recordings of a call. They cannot be started again. */
export function stopContactRecording(input: StopContactRecordingCommandInput, world: World): object {
  stepRecordings(input, world, (recording) => ({ ...recording, stoppedAt: world.now }));
  return {};
}

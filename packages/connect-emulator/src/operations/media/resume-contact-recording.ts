import type { ResumeContactRecordingCommandInput } from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { stepRecordings } from './recording-steps.js';

/** Resumes the suspended recordings of a call. */
export function resumeContactRecording(input: ResumeContactRecordingCommandInput, world: World): object {
  stepRecordings(input, world, ({ suspendedAt, ...recording }) => (suspendedAt === undefined ? undefined : recording));
  return {};
}

import type { Behaviour } from '../behaviour.js';
import { resumeContactRecording } from './resume-contact-recording.js';
import { startContactMediaProcessing } from './start-contact-media-processing.js';
import { startContactRecording } from './start-contact-recording.js';
import { startContactStreaming } from './start-contact-streaming.js';
import { startScreenSharing } from './start-screen-sharing.js';
import { stopContactMediaProcessing } from './stop-contact-media-processing.js';
import { stopContactRecording } from './stop-contact-recording.js';
import { stopContactStreaming } from './stop-contact-streaming.js';
import { suspendContactRecording } from './suspend-contact-recording.js';

export const mediaBehaviours: Readonly<Record<string, Behaviour>> = {
  ResumeContactRecording: resumeContactRecording,
  StartContactMediaProcessing: startContactMediaProcessing,
  StartContactRecording: startContactRecording,
  StartContactStreaming: startContactStreaming,
  StartScreenSharing: startScreenSharing,
  StopContactMediaProcessing: stopContactMediaProcessing,
  StopContactRecording: stopContactRecording,
  StopContactStreaming: stopContactStreaming,
  SuspendContactRecording: suspendContactRecording,
};

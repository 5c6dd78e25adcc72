import { processorArns, topicArn } from '../export-targets.mjs';
import { aboutContact, byToken, marking, mutation } from './shape.mjs';

const otherProcessor = processorArns.at(-1);
let processors = 0;
/** One that no other mutation names. */
function nextProcessor() {
  const next = processorArns[processors++];
  if (next === otherProcessor) throw new Error('The run is too long: it has used all processors of its gateway.');
  return next;
}
/** That a recording is suspended, or goes on again, nothing shows. */
const recorded = { ...aboutContact, readsFirst: true, input: (_random, contactId) => ({ contactId }) };

/** What is recorded of contacts, and where their messages and screens go. */
export const media = {
  startContactRecording: mutation('StartContactRecording', {
    ...recorded,
    takes: 'call',
    input: (_random, contactId) => ({ contactId, track: { voice: 'ALL' } }),
    becomes: 'recordedCall',
  }),
  suspendContactRecording: mutation('SuspendContactRecording', {
    ...recorded,
    takes: 'recordedCall',
    absolute: true,
    becomes: 'suspendedCall',
  }),
  resumeContactRecording: mutation('ResumeContactRecording', {
    ...recorded,
    takes: 'suspendedCall',
    absolute: true,
    becomes: 'recordedCall',
  }),
  stopContactRecording: mutation('StopContactRecording', { ...recorded, takes: 'recordedCall' }),
  startContactStreaming: mutation('StartContactStreaming', {
    ...byToken,
    selection: 'contactId streamingId clientToken',
    resultOf: ({ streamingId }) => streamingId,
    takes: 'chat',
    input: (_random, contactId) => ({ contactId, topicArn }),
    other: aboutContact.other,
    isCall: aboutContact.isCall,
    makes: ({ contactId, streamingId }) => ({ streaming: { contactId, streamingId } }),
  }),
  stopContactStreaming: mutation('StopContactStreaming', {
    ...marking(
      ({ streamingId }) => streamingId,
      ({ StreamingId }) => StreamingId,
    ),
    takes: 'streaming',
    input: (_random, streaming) => streaming,
    other: aboutContact.other,
    makes: ({ contactId }) => ({ chat: contactId }),
  }),
  startContactMediaProcessing: mutation('StartContactMediaProcessing', {
    ...marking(
      ({ processorArn }) => processorArn,
      ({ ProcessorArn }) => ProcessorArn,
    ),
    takes: 'chat',
    becomes: ['chat', 'processedChat'],
    input: (_random, contactId) => ({ contactId, processorArn: nextProcessor() }),
    other: (input) => ({ ...input, processorArn: otherProcessor }),
  }),
  stopContactMediaProcessing: mutation('StopContactMediaProcessing', {
    ...aboutContact,
    takes: 'processedChat',
    absolute: true,
    input: (_random, contactId) => ({ contactId }),
  }),
  startScreenSharing: mutation('StartScreenSharing', {
    ...byToken,
    takes: 'webCall',
    input: (_random, contactId) => ({ contactId }),
    other: aboutContact.other,
    isCall: aboutContact.isCall,
  }),
};

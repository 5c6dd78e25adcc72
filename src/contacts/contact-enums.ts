import { ConnectChannel } from '../directory/channel.js';
import { closedEnum, describeEnum } from '../graph/types/open-enum.js';

export enum ConnectContactState {
  SCHEDULED = 'SCHEDULED',
  IN_FLOW = 'IN_FLOW',
  QUEUED = 'QUEUED',
  CONNECTED_TO_USER = 'CONNECTED_TO_USER',
  PAUSED = 'PAUSED',
  ENDED = 'ENDED',
  UNKNOWN = 'UNKNOWN',
}
describeEnum(ConnectContactState, 'ConnectContactState', 'Where a contact stands in its life.', {
  SCHEDULED: 'A task that has not started: its time lies in the future.',
  IN_FLOW: 'A flow handles it.',
  QUEUED: 'It waits in a queue.',
  CONNECTED_TO_USER: 'A user, an agent, handles it.',
  PAUSED: 'A task that was paused.',
  ENDED: 'It is disconnected.',
  UNKNOWN: 'Connect does not say enough to tell.',
});
export const channelDescriptions = {
  VOICE: 'A call.',
  CHAT: 'A chat, or messages by SMS and the like.',
  TASK: 'A task.',
  EMAIL: 'An email.',
};
describeEnum(ConnectChannel, 'ConnectChannel', 'How a contact reaches the contact centre.', {
  ...channelDescriptions,
  UNKNOWN: 'A channel that this schema does not know yet; see `channelRaw`.',
});

export const ConnectChannelFilter = closedEnum(ConnectChannel);
export type ConnectChannelFilter = Exclude<ConnectChannel, ConnectChannel.UNKNOWN>;
describeEnum(ConnectChannelFilter, 'ConnectChannelFilter', 'Channels that can be asked for.', channelDescriptions);

export enum ConnectContactInitiationMethod {
  INBOUND = 'INBOUND',
  OUTBOUND = 'OUTBOUND',
  TRANSFER = 'TRANSFER',
  QUEUE_TRANSFER = 'QUEUE_TRANSFER',
  CALLBACK = 'CALLBACK',
  API = 'API',
  DISCONNECT = 'DISCONNECT',
  MONITOR = 'MONITOR',
  EXTERNAL_OUTBOUND = 'EXTERNAL_OUTBOUND',
  WEBRTC_API = 'WEBRTC_API',
  AGENT_REPLY = 'AGENT_REPLY',
  FLOW = 'FLOW',
  UNKNOWN = 'UNKNOWN',
}
export const initiationMethodDescriptions = {
  INBOUND: 'The customer made it.',
  OUTBOUND: 'An agent made it.',
  TRANSFER: 'A transfer to another agent or queue made it.',
  QUEUE_TRANSFER: 'A flow moved it from one queue to another.',
  CALLBACK: 'The customer asked to be called back.',
  API: 'An application made it.',
  DISCONNECT: 'A flow made it when another contact ended.',
  MONITOR: 'A supervisor listens to another contact.',
  EXTERNAL_OUTBOUND: 'An agent called somebody outside while on another contact.',
  WEBRTC_API: 'An application made it by video or in-app call.',
  AGENT_REPLY: "An agent's reply to an email.",
  FLOW: 'A flow made it.',
};
describeEnum(ConnectContactInitiationMethod, 'ConnectContactInitiationMethod', 'How a contact came about.', {
  ...initiationMethodDescriptions,
  UNKNOWN: 'A method that this schema does not know yet; see `initiationMethodRaw`.',
});

export enum ConnectReferenceType {
  URL = 'URL',
  ATTACHMENT = 'ATTACHMENT',
  CONTACT_ANALYSIS = 'CONTACT_ANALYSIS',
  NUMBER = 'NUMBER',
  STRING = 'STRING',
  DATE = 'DATE',
  EMAIL = 'EMAIL',
  EMAIL_MESSAGE = 'EMAIL_MESSAGE',
  EMAIL_MESSAGE_PLAIN_TEXT = 'EMAIL_MESSAGE_PLAIN_TEXT',
  EMAIL_MESSAGE_PLAIN_TEXT_REDACTED = 'EMAIL_MESSAGE_PLAIN_TEXT_REDACTED',
  EMAIL_MESSAGE_REDACTED = 'EMAIL_MESSAGE_REDACTED',
  UNKNOWN = 'UNKNOWN',
}
describeEnum(ConnectReferenceType, 'ConnectReferenceType', 'Type of a reference.', {
  URL: 'A web address.',
  ATTACHMENT: 'An attached file.',
  CONTACT_ANALYSIS: 'The analysis of a contact.',
  NUMBER: 'A number.',
  STRING: 'A text.',
  DATE: 'A date, in seconds since 1970.',
  EMAIL: 'An email address.',
  EMAIL_MESSAGE: 'An email message.',
  EMAIL_MESSAGE_PLAIN_TEXT: 'An email message as plain text.',
  EMAIL_MESSAGE_PLAIN_TEXT_REDACTED: 'An email message as plain text, redacted.',
  EMAIL_MESSAGE_REDACTED: 'An email message, redacted.',
  UNKNOWN: 'A type that this schema does not know yet; see `typeRaw`.',
});

export enum ConnectReferenceTypeFilter {
  URL = 'URL',
  ATTACHMENT = 'ATTACHMENT',
  NUMBER = 'NUMBER',
  STRING = 'STRING',
  DATE = 'DATE',
  EMAIL = 'EMAIL',
  EMAIL_MESSAGE = 'EMAIL_MESSAGE',
  EMAIL_MESSAGE_PLAIN_TEXT = 'EMAIL_MESSAGE_PLAIN_TEXT',
  EMAIL_MESSAGE_PLAIN_TEXT_REDACTED = 'EMAIL_MESSAGE_PLAIN_TEXT_REDACTED',
  EMAIL_MESSAGE_REDACTED = 'EMAIL_MESSAGE_REDACTED',
}
describeEnum(ConnectReferenceTypeFilter, 'ConnectReferenceTypeFilter', 'Types of reference that can be asked for.', {
  URL: 'Web addresses.',
  ATTACHMENT: 'Attached files.',
  NUMBER: 'Numbers.',
  STRING: 'Texts.',
  DATE: 'Dates.',
  EMAIL: 'Email addresses.',
  EMAIL_MESSAGE: 'Email messages.',
  EMAIL_MESSAGE_PLAIN_TEXT: 'Email messages as plain text.',
  EMAIL_MESSAGE_PLAIN_TEXT_REDACTED: 'Email messages as plain text, redacted.',
  EMAIL_MESSAGE_REDACTED: 'Email messages, redacted.',
});

export enum ConnectAnalysisSegmentType {
  TRANSCRIPT = 'TRANSCRIPT',
  CATEGORIES = 'CATEGORIES',
  ISSUES = 'ISSUES',
  EVENT = 'EVENT',
  ATTACHMENTS = 'ATTACHMENTS',
  POST_CONTACT_SUMMARY = 'POST_CONTACT_SUMMARY',
}
describeEnum(ConnectAnalysisSegmentType, 'ConnectAnalysisSegmentType', 'Type of a segment of an analysed chat.', {
  TRANSCRIPT: 'Messages.',
  CATEGORIES: 'Rules that matched.',
  ISSUES: 'Issues that were found.',
  EVENT: 'That somebody came or went, and the like.',
  ATTACHMENTS: 'Attached files.',
  POST_CONTACT_SUMMARY: 'The summary, once the contact has ended.',
});

export enum ConnectAnalysisOutputType {
  RAW = 'RAW',
  REDACTED = 'REDACTED',
}
describeEnum(ConnectAnalysisOutputType, 'ConnectAnalysisOutputType', 'In which form an analysis is shown.', {
  RAW: 'As it was written.',
  REDACTED: 'Without what was sensitive.',
});

export enum ConnectSortOrder {
  ASCENDING = 'ASCENDING',
  DESCENDING = 'DESCENDING',
}
describeEnum(ConnectSortOrder, 'ConnectSortOrder', 'In which direction to sort.', {
  ASCENDING: 'The oldest or least first; names from A on.',
  DESCENDING: 'The newest or greatest first; names from Z on.',
});

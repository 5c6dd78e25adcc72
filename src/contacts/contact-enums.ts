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
describeEnum(ConnectContactState, 'ConnectContactState', 'State of a contact in its life cycle.', {
  SCHEDULED: 'Task that has not started, with a scheduled time in the future.',
  IN_FLOW: 'Contact that a flow handles.',
  QUEUED: 'Contact that waits in a queue.',
  CONNECTED_TO_USER: 'Contact that an agent (user) handles.',
  PAUSED: 'Task that is paused.',
  ENDED: 'Contact that is disconnected.',
  UNKNOWN: 'Connect does not return enough data to determine the state.',
});
export const channelDescriptions = {
  VOICE: 'Voice call.',
  CHAT: 'Chat, including messages by SMS and similar services.',
  TASK: 'Task.',
  EMAIL: 'Email.',
};
describeEnum(ConnectChannel, 'ConnectChannel', 'Channel by which a contact reaches the contact centre.', {
  ...channelDescriptions,
  UNKNOWN: "Channel that this schema does not define. See `channelRaw` for Connect's value.",
});

export const ConnectChannelFilter = closedEnum(ConnectChannel);
export type ConnectChannelFilter = Exclude<ConnectChannel, ConnectChannel.UNKNOWN>;
describeEnum(ConnectChannelFilter, 'ConnectChannelFilter', 'Channel to filter by.', channelDescriptions);

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
  INBOUND: 'The customer initiated the contact.',
  OUTBOUND: 'An agent initiated the contact.',
  TRANSFER: 'A transfer to another agent or queue created the contact.',
  QUEUE_TRANSFER: 'A flow moved the contact from one queue to another.',
  CALLBACK: 'The customer asked for a callback.',
  API: 'An application created the contact.',
  DISCONNECT: 'A flow created the contact when another contact ended.',
  MONITOR: 'A supervisor monitors another contact.',
  EXTERNAL_OUTBOUND: 'An agent called an external party during another contact.',
  WEBRTC_API: 'An application started the contact as a video or in-app call.',
  AGENT_REPLY: 'An agent replied to an email.',
  FLOW: 'A flow created the contact.',
};
describeEnum(ConnectContactInitiationMethod, 'ConnectContactInitiationMethod', 'Initiation method of a contact.', {
  ...initiationMethodDescriptions,
  UNKNOWN: "Initiation method that this schema does not define. See `initiationMethodRaw` for Connect's value.",
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
describeEnum(ConnectReferenceType, 'ConnectReferenceType', "Type of a contact's reference.", {
  URL: 'Web address.',
  ATTACHMENT: 'Attached file.',
  CONTACT_ANALYSIS: 'Analysis of a contact.',
  NUMBER: 'Number.',
  STRING: 'Text.',
  DATE: 'Date as Unix time, in seconds.',
  EMAIL: 'Email address.',
  EMAIL_MESSAGE: 'Email message.',
  EMAIL_MESSAGE_PLAIN_TEXT: 'Email message as plain text.',
  EMAIL_MESSAGE_PLAIN_TEXT_REDACTED: 'Email message as plain text, redacted.',
  EMAIL_MESSAGE_REDACTED: 'Email message, redacted.',
  UNKNOWN: 'Type that this schema does not define.',
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
describeEnum(ConnectReferenceTypeFilter, 'ConnectReferenceTypeFilter', 'Reference type to filter by.', {
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
describeEnum(ConnectAnalysisSegmentType, 'ConnectAnalysisSegmentType', 'Type of a segment in the analysis of a chat.', {
  TRANSCRIPT: 'Messages of the transcript.',
  CATEGORIES: 'Rules that matched.',
  ISSUES: 'Issues that the analysis detected.',
  EVENT: 'Events, for example that a participant joined or left.',
  ATTACHMENTS: 'Attached files.',
  POST_CONTACT_SUMMARY: 'Summary, available after the contact has ended.',
});

export enum ConnectAnalysisOutputType {
  RAW = 'RAW',
  REDACTED = 'REDACTED',
}
describeEnum(ConnectAnalysisOutputType, 'ConnectAnalysisOutputType', 'Form in which an analysis is returned.', {
  RAW: 'Original text.',
  REDACTED: 'Text without sensitive data.',
});

export enum ConnectSortOrder {
  ASCENDING = 'ASCENDING',
  DESCENDING = 'DESCENDING',
}
describeEnum(ConnectSortOrder, 'ConnectSortOrder', 'Direction of a sort.', {
  ASCENDING: 'Oldest or smallest first; names from A to Z.',
  DESCENDING: 'Newest or greatest first; names from Z to A.',
});

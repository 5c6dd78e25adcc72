import { associateContactWithUser } from './associate-contact-with-user.js';
import type { Behaviour } from './behaviour.js';
import { createContact } from './create-contact.js';
import { createParticipant } from './create-participant.js';
import { createPersistentContactAssociation } from './create-persistent-contact-association.js';
import { describeContact } from './describe-contact.js';
import { describeContactFlow } from './describe-contact-flow.js';
import { describeInstance } from './describe-instance.js';
import { describeQueue } from './describe-queue.js';
import { describeQuickConnect } from './describe-quick-connect.js';
import { describeUser } from './describe-user.js';
import { dismissUserContact } from './dismiss-user-contact.js';
import { getContactAttributes } from './get-contact-attributes.js';
import { getCurrentMetricData } from './get-current-metric-data.js';
import { getTaskTemplate } from './get-task-template.js';
import { listAssociatedContacts } from './list-associated-contacts.js';
import { listContactFlows } from './list-contact-flows.js';
import { listContactReferences } from './list-contact-references.js';
import { listInstances } from './list-instances.js';
import { listQueues } from './list-queues.js';
import { listQuickConnects } from './list-quick-connects.js';
import { listTaskTemplates } from './list-task-templates.js';
import { listUsers } from './list-users.js';
import { monitorContact } from './monitor-contact.js';
import { pauseContact } from './pause-contact.js';
import { putUserStatus } from './put-user-status.js';
import { resumeContact } from './resume-contact.js';
import { resumeContactRecording } from './resume-contact-recording.js';
import { searchContactFlows } from './search-contact-flows.js';
import { searchContacts } from './search-contacts.js';
import { searchQueues } from './search-queues.js';
import { searchUsers } from './search-users.js';
import { startChatContact } from './start-chat-contact.js';
import { startContactMediaProcessing } from './start-contact-media-processing.js';
import { startContactRecording } from './start-contact-recording.js';
import { startContactStreaming } from './start-contact-streaming.js';
import { startEmailContact } from './start-email-contact.js';
import { startOutboundChatContact } from './start-outbound-chat-contact.js';
import { startOutboundEmailContact } from './start-outbound-email-contact.js';
import { startOutboundVoiceContact } from './start-outbound-voice-contact.js';
import { startScreenSharing } from './start-screen-sharing.js';
import { startTaskContact } from './start-task-contact.js';
import { startWebRTCContact } from './start-webrtc-contact.js';
import { stopContact } from './stop-contact.js';
import { stopContactMediaProcessing } from './stop-contact-media-processing.js';
import { stopContactRecording } from './stop-contact-recording.js';
import { stopContactStreaming } from './stop-contact-streaming.js';
import { suspendContactRecording } from './suspend-contact-recording.js';
import { tagContact } from './tag-contact.js';
import { transferContact } from './transfer-contact.js';
import { untagContact } from './untag-contact.js';
import { updateContact } from './update-contact.js';
import { updateContactAttributes } from './update-contact-attributes.js';
import { updateContactRoutingData } from './update-contact-routing-data.js';
import { updateContactSchedule } from './update-contact-schedule.js';
import { updateParticipantAuthentication } from './update-participant-authentication.js';
import { updateParticipantRoleConfig } from './update-participant-role-config.js';

/** What each operation does, by its name in the service model. An operation that is not here has no behaviour yet. */
const list: Readonly<Record<string, Behaviour>> = {
  AssociateContactWithUser: associateContactWithUser,
  CreateContact: createContact,
  CreateParticipant: createParticipant,
  CreatePersistentContactAssociation: createPersistentContactAssociation,
  DescribeContact: describeContact,
  DescribeContactFlow: describeContactFlow,
  DescribeInstance: describeInstance,
  DescribeQueue: describeQueue,
  DescribeQuickConnect: describeQuickConnect,
  DescribeUser: describeUser,
  DismissUserContact: dismissUserContact,
  GetContactAttributes: getContactAttributes,
  GetCurrentMetricData: getCurrentMetricData,
  GetTaskTemplate: getTaskTemplate,
  ListAssociatedContacts: listAssociatedContacts,
  ListContactFlows: listContactFlows,
  ListContactReferences: listContactReferences,
  ListInstances: listInstances,
  ListQueues: listQueues,
  ListQuickConnects: listQuickConnects,
  ListTaskTemplates: listTaskTemplates,
  ListUsers: listUsers,
  MonitorContact: monitorContact,
  PauseContact: pauseContact,
  PutUserStatus: putUserStatus,
  ResumeContact: resumeContact,
  ResumeContactRecording: resumeContactRecording,
  SearchContactFlows: searchContactFlows,
  SearchContacts: searchContacts,
  SearchQueues: searchQueues,
  SearchUsers: searchUsers,
  StartChatContact: startChatContact,
  StartContactMediaProcessing: startContactMediaProcessing,
  StartContactRecording: startContactRecording,
  StartContactStreaming: startContactStreaming,
  StartEmailContact: startEmailContact,
  StartOutboundChatContact: startOutboundChatContact,
  StartOutboundEmailContact: startOutboundEmailContact,
  StartOutboundVoiceContact: startOutboundVoiceContact,
  StartScreenSharing: startScreenSharing,
  StartTaskContact: startTaskContact,
  StartWebRTCContact: startWebRTCContact,
  StopContact: stopContact,
  StopContactMediaProcessing: stopContactMediaProcessing,
  StopContactRecording: stopContactRecording,
  StopContactStreaming: stopContactStreaming,
  SuspendContactRecording: suspendContactRecording,
  TagContact: tagContact,
  TransferContact: transferContact,
  UntagContact: untagContact,
  UpdateContact: updateContact,
  UpdateContactAttributes: updateContactAttributes,
  UpdateContactRoutingData: updateContactRoutingData,
  UpdateContactSchedule: updateContactSchedule,
  UpdateParticipantAuthentication: updateParticipantAuthentication,
  UpdateParticipantRoleConfig: updateParticipantRoleConfig,
};

/** Every behaviour finds the world up to date, whoever calls it. */
export const behaviours: Readonly<Record<string, Behaviour>> = Object.fromEntries(
  Object.entries(list).map(([name, behaviour]): [string, Behaviour] => [
    name,
    (input, world) => {
      world.settle();
      return behaviour(input, world);
    },
  ]),
);

// Must come first: decorators store the types of fields through it.
import 'reflect-metadata';
import { AssociateContactWithUserResolver } from './contacts/agents/associate-contact-with-user.js';
import { CurrentUsersResolver, UserCurrentResolver } from './contacts/agents/current-users.js';
import { DismissUserContactResolver } from './contacts/agents/dismiss-user-contact.js';
import { MonitorContactResolver } from './contacts/agents/monitor-contact.js';
import { contactReference } from './contacts/contact.js';
import { ContactChainResolver } from './contacts/contact-chain.js';
import { TagContactResolver } from './contacts/data/tag-contact.js';
import { UntagContactResolver } from './contacts/data/untag-contact.js';
import { UpdateContactResolver } from './contacts/data/update-contact.js';
import { UpdateContactAttributesResolver } from './contacts/data/update-contact-attributes.js';
import { UpdateContactRoutingDataResolver } from './contacts/data/update-contact-routing-data.js';
import { UpdateContactScheduleResolver } from './contacts/data/update-contact-schedule.js';
import { ResumeContactRecordingResolver } from './contacts/media/resume-contact-recording.js';
import { StartContactMediaProcessingResolver } from './contacts/media/start-contact-media-processing.js';
import { StartContactRecordingResolver } from './contacts/media/start-contact-recording.js';
import { StartContactStreamingResolver } from './contacts/media/start-contact-streaming.js';
import { StartScreenSharingResolver } from './contacts/media/start-screen-sharing.js';
import { StopContactMediaProcessingResolver } from './contacts/media/stop-contact-media-processing.js';
import { StopContactRecordingResolver } from './contacts/media/stop-contact-recording.js';
import { StopContactStreamingResolver } from './contacts/media/stop-contact-streaming.js';
import { SuspendContactRecordingResolver } from './contacts/media/suspend-contact-recording.js';
import { CreateParticipantResolver } from './contacts/participants/create-participant.js';
import { CreatePersistentContactAssociationResolver } from './contacts/participants/create-persistent-contact-association.js';
import { UpdateParticipantAuthenticationResolver } from './contacts/participants/update-participant-authentication.js';
import { UpdateParticipantRoleConfigResolver } from './contacts/participants/update-participant-role-config.js';
import { ContactAnalysisResolver } from './contacts/record/contact-analysis.js';
import { ContactMetricsResolver } from './contacts/record/contact-metrics.js';
import { ContactRecordResolver } from './contacts/record/contact-record.js';
import { ContactsResolver } from './contacts/search/contacts.js';
import { CreateContactResolver } from './contacts/starts/create-contact.js';
import { StartChatContactResolver } from './contacts/starts/start-chat-contact.js';
import { StartEmailContactResolver } from './contacts/starts/start-email-contact.js';
import { StartOutboundChatContactResolver } from './contacts/starts/start-outbound-chat-contact.js';
import { StartOutboundEmailContactResolver } from './contacts/starts/start-outbound-email-contact.js';
import { StartOutboundVoiceContactResolver } from './contacts/starts/start-outbound-voice-contact.js';
import { StartTaskContactResolver } from './contacts/starts/start-task-contact.js';
import { StartWebRTCContactResolver } from './contacts/starts/start-web-rtc-contact.js';
import { StopContactResolver } from './contacts/stop-contact.js';
import { PauseContactResolver } from './contacts/tasks/pause-contact.js';
import { ResumeContactResolver } from './contacts/tasks/resume-contact.js';
import { TransferContactResolver } from './contacts/transfers/transfer-contact.js';
import { TransferContactToQuickConnectResolver } from './contacts/transfers/transfer-contact-to-quick-connect.js';
import { TransferabilityResolver } from './contacts/transfers/transferability.js';
import { agentStatusReference } from './directory/agent-statuses/agent-status.js';
import { AgentStatusesResolver } from './directory/agent-statuses/agent-statuses.js';
import { contactFlowReference } from './directory/flows/contact-flow.js';
import { ContactFlowsResolver } from './directory/flows/contact-flows.js';
import { hierarchyGroupReference } from './directory/hierarchy-groups/hierarchy-group.js';
import { HierarchyGroupsResolver } from './directory/hierarchy-groups/hierarchy-groups.js';
import { hoursOfOperationReference } from './directory/hours-of-operations/hours-of-operation.js';
import { HoursOfOperationsResolver } from './directory/hours-of-operations/hours-of-operations.js';
import { InstanceResolver, instanceReference } from './directory/instances/instance.js';
import { InstancesResolver } from './directory/instances/instances.js';
import { queueReference } from './directory/queues/queue.js';
import { QueuesResolver } from './directory/queues/queues.js';
import { quickConnectReference } from './directory/quick-connects/quick-connect.js';
import { QueueQuickConnectsResolver, QuickConnectsResolver } from './directory/quick-connects/quick-connects.js';
import { routingProfileReference } from './directory/routing-profiles/routing-profile.js';
import {
  RoutingProfileQueuesResolver,
  RoutingProfilesResolver,
} from './directory/routing-profiles/routing-profiles.js';
import { taskTemplateReference } from './directory/task-templates/task-template.js';
import { TaskTemplatesResolver } from './directory/task-templates/task-templates.js';
import { PutUserStatusResolver } from './directory/users/put-user-status.js';
import { QueueAgentResolver } from './directory/users/queue-agent.js';
import { userReference } from './directory/users/user.js';
import { UsersResolver } from './directory/users/users.js';
import { DeleteContactEvaluationResolver } from './evaluations/delete-contact-evaluation.js';
import { EvaluationsOfContactResolver, EvaluationsOfInstanceResolver } from './evaluations/evaluations.js';
import { EvaluationFormsResolver } from './evaluations/forms/evaluation-forms.js';
import { StartContactEvaluationResolver } from './evaluations/start-contact-evaluation.js';
import { SubmitContactEvaluationResolver } from './evaluations/submit-contact-evaluation.js';
import { UpdateContactEvaluationResolver } from './evaluations/update-contact-evaluation.js';
import { FilesOfContactResolver, FilesOfInstanceResolver } from './files/attached-files.js';
import { CompleteAttachedFileUploadResolver } from './files/complete-attached-file-upload.js';
import { DeleteAttachedFileResolver } from './files/delete-attached-file.js';
import { StartAttachedFileUploadResolver } from './files/start-attached-file-upload.js';
import { buildGraph, type Graph, type SubgraphSdl } from './graph/build/build-graph.js';
import { CurrentMetricsResolver } from './metrics/current-metrics.js';

const graphs = new Map<keyof SubgraphSdl, Promise<Graph>>();

/** Returns the whole schema. The schema holds no state of a gateway, so all gateways of a process share it. */
export function gatewayGraph(served: keyof SubgraphSdl = 'scopes'): Promise<Graph> {
  const graph = graphs.get(served) ?? buildAll(served);
  graphs.set(served, graph);
  return graph;
}

/** Builds the schema from the resolver classes of all domains and one reference resolver for each entity. */
function buildAll(served: keyof SubgraphSdl): Promise<Graph> {
  return buildGraph(
    [
      InstanceResolver,
      InstancesResolver,
      ContactsResolver,
      ContactRecordResolver,
      ContactChainResolver,
      ContactMetricsResolver,
      ContactAnalysisResolver,
      TransferabilityResolver,
      QueuesResolver,
      UsersResolver,
      ContactFlowsResolver,
      RoutingProfilesResolver,
      RoutingProfileQueuesResolver,
      QuickConnectsResolver,
      QueueAgentResolver,
      QueueQuickConnectsResolver,
      HoursOfOperationsResolver,
      AgentStatusesResolver,
      TaskTemplatesResolver,
      HierarchyGroupsResolver,
      CurrentUsersResolver,
      UserCurrentResolver,
      CurrentMetricsResolver,
      TransferContactResolver,
      TransferContactToQuickConnectResolver,
      StartTaskContactResolver,
      StartChatContactResolver,
      StartEmailContactResolver,
      StartOutboundVoiceContactResolver,
      StartOutboundChatContactResolver,
      StartOutboundEmailContactResolver,
      StartWebRTCContactResolver,
      CreateContactResolver,
      CreateParticipantResolver,
      CreatePersistentContactAssociationResolver,
      StopContactResolver,
      PauseContactResolver,
      ResumeContactResolver,
      AssociateContactWithUserResolver,
      DismissUserContactResolver,
      MonitorContactResolver,
      UpdateParticipantRoleConfigResolver,
      UpdateParticipantAuthenticationResolver,
      StartScreenSharingResolver,
      PutUserStatusResolver,
      TagContactResolver,
      UpdateContactResolver,
      UpdateContactAttributesResolver,
      UpdateContactScheduleResolver,
      UpdateContactRoutingDataResolver,
      UntagContactResolver,
      StartContactRecordingResolver,
      StopContactRecordingResolver,
      SuspendContactRecordingResolver,
      ResumeContactRecordingResolver,
      StartContactStreamingResolver,
      StopContactStreamingResolver,
      StartContactMediaProcessingResolver,
      StopContactMediaProcessingResolver,
      FilesOfContactResolver,
      FilesOfInstanceResolver,
      StartAttachedFileUploadResolver,
      CompleteAttachedFileUploadResolver,
      DeleteAttachedFileResolver,
      EvaluationsOfContactResolver,
      EvaluationsOfInstanceResolver,
      EvaluationFormsResolver,
      StartContactEvaluationResolver,
      UpdateContactEvaluationResolver,
      SubmitContactEvaluationResolver,
      DeleteContactEvaluationResolver,
    ],
    {
      ConnectInstance: instanceReference,
      ConnectContact: contactReference,
      ConnectQueue: queueReference,
      ConnectUser: userReference,
      ConnectContactFlow: contactFlowReference,
      ConnectRoutingProfile: routingProfileReference,
      ConnectQuickConnect: quickConnectReference,
      ConnectHoursOfOperation: hoursOfOperationReference,
      ConnectAgentStatus: agentStatusReference,
      ConnectTaskTemplate: taskTemplateReference,
      ConnectHierarchyGroup: hierarchyGroupReference,
    },
    served,
  );
}

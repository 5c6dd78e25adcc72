import type {
  AdditionalEmailRecipients,
  AiAgentInfo,
  ContactDetails,
  ContactEvaluation,
  Customer,
  CustomerVoiceActivity,
  DeviceInfo,
  EmailRecipient,
  GlobalResiliencyMetadata,
  ParticipantCapabilities,
  RecordingInfo,
  WisdomInfo,
} from '@aws-sdk/client-connect';
import { Field, ID, ObjectType } from 'type-graphql';
import { Member } from '../../graph/member.js';
import { DateTime } from '../../graph/types/scalars.js';
import { ConnectDevice, ConnectParticipantCapabilities } from './contact-handling.js';

@ObjectType({ description: 'The customer on a call over the web. Personal data.' })
export class ConnectCustomerParticipant implements Customer {
  @Member('device', () => ConnectDevice, "The customer's device.")
  DeviceInfo?: DeviceInfo;

  @Member('capabilities', () => ConnectParticipantCapabilities, 'Capabilities of the customer in the call.')
  Capabilities?: ParticipantCapabilities;
}

@ObjectType({ description: "Customer's voice activity in an outbound call." })
export class ConnectCustomerVoiceActivity implements CustomerVoiceActivity {
  @Member('greetingStartedAt', () => DateTime, 'When the greeting began.')
  GreetingStartTimestamp?: Date;

  @Member('greetingEndedAt', () => DateTime, 'When the greeting ended.')
  GreetingEndTimestamp?: Date;
}

@ObjectType({ description: 'Content of a task. Personal data.' })
export class ConnectContactDetails implements ContactDetails {
  @Member('name', () => String, 'Its name.')
  Name?: string;

  @Member('description', () => String, 'Its description, of which Connect keeps 1,024 characters here.')
  Description?: string;
}

@ObjectType({ description: 'Somebody to whom an email went. Personal data.' })
export class ConnectEmailRecipient implements EmailRecipient {
  @Member('address', () => String, 'The email address.')
  Address?: string;

  @Member('displayName', () => String, 'The name shown with it; null when there is none.')
  DisplayName?: string;
}

@ObjectType({ description: 'To whom else an email went. Personal data.' })
export class ConnectEmailRecipients implements AdditionalEmailRecipients {
  @Member('to', () => [ConnectEmailRecipient], 'Further recipients.')
  ToList?: EmailRecipient[];

  @Member('cc', () => [ConnectEmailRecipient], 'Recipients of a copy.')
  CcList?: EmailRecipient[];
}

@ObjectType({ description: 'An AI agent that took part in a contact.' })
export class ConnectAiAgent implements AiAgentInfo {
  @Member('useCase', () => String, 'For what, in the words of Connect.')
  AiUseCase?: AiAgentInfo['AiUseCase'];

  @Member('versionId', () => ID, 'Id of the AI agent with its version.')
  AiAgentVersionId?: string;

  @Member('escalated', () => Boolean, 'Whether it handed the contact over to a user.')
  AiAgentEscalated?: boolean;
}

@ObjectType({ description: 'Use of Amazon Q in Connect for a contact.' })
export class ConnectWisdom implements WisdomInfo {
  @Member('sessionArn', () => ID, 'ARN of the session.')
  SessionArn?: string;

  @Member('aiAgents', () => [ConnectAiAgent], 'The AI agents that took part.')
  AiAgents?: AiAgentInfo[];
}

@ObjectType({ description: 'A recording of a contact, or what was kept of one.' })
export class ConnectRecording implements RecordingInfo {
  @Member('storageType', () => String, 'Where such are kept, in the words of Connect.')
  StorageType?: RecordingInfo['StorageType'];

  @Member('location', () => String, 'Where it is: for S3 the bucket and the key, else the ARN of the stream.')
  Location?: string;

  @Member('mediaStreamType', () => String, 'Sound or video, in the words of Connect.')
  MediaStreamType?: RecordingInfo['MediaStreamType'];

  @Member('participantType', () => String, 'Participants who are recorded, in the words of Connect.')
  ParticipantType?: RecordingInfo['ParticipantType'];

  @Member('fragmentStartNumber', () => String, 'The first fragment of a video stream; null for other storage.')
  FragmentStartNumber?: string;

  @Member('fragmentStopNumber', () => String, 'The last fragment of a video stream; null for other storage.')
  FragmentStopNumber?: string;

  @Member('startedAt', () => DateTime, 'When it began.')
  StartTimestamp?: Date;

  @Member('stoppedAt', () => DateTime, 'When it ended; null while it lasts.')
  StopTimestamp?: Date;

  @Member('status', () => String, 'Whether it is there or deleted, in the words of Connect.')
  Status?: RecordingInfo['Status'];

  @Member('deletionReason', () => String, 'Why it was deleted, in the words of Connect; null when it was not.')
  DeletionReason?: string;

  @Member('unprocessedTranscriptLocation', () => String, 'Where the transcript is that no analysis has changed.')
  UnprocessedTranscriptLocation?: string;
}

@ObjectType({ description: 'An evaluation of a contact, as the record of the contact shows it.' })
export class ConnectEvaluationRecord implements ContactEvaluation {
  @Field(() => ID, { description: 'Id of the evaluation.' })
  id!: string;

  @Member('arn', () => ID, 'ARN of the evaluation.')
  EvaluationArn?: string;

  @Member('formId', () => ID, 'Id of the form that it fills in.')
  FormId?: string;

  @Member('status', () => String, 'How far it is, in the words of Connect.')
  Status?: ContactEvaluation['Status'];

  @Member('startedAt', () => DateTime, 'When it was begun.')
  StartTimestamp?: Date;

  @Member('endedAt', () => DateTime, 'When it was submitted; null before.')
  EndTimestamp?: Date;

  @Member('deletedAt', () => DateTime, 'When it was deleted; null when it was not.')
  DeleteTimestamp?: Date;

  @Member('exportLocation', () => String, 'Where in S3 it was exported to; null when it was not.')
  ExportLocation?: string;
}

@ObjectType({ description: 'Where a contact is in an instance that has a twin in another Region.' })
export class ConnectGlobalResiliency implements GlobalResiliencyMetadata {
  @Member('activeRegion', () => String, 'The Region in which it is handled.')
  ActiveRegion?: string;

  @Member('originRegion', () => String, 'The Region in which it began.')
  OriginRegion?: string;

  @Member('trafficDistributionGroupId', () => ID, 'Id of the group that distributes the traffic.')
  TrafficDistributionGroupId?: string;
}

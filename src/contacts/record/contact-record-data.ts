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

@ObjectType({ description: 'Customer in a web call. Personal data.' })
export class ConnectCustomerParticipant implements Customer {
  @Member('device', () => ConnectDevice, 'Device of the customer.')
  DeviceInfo?: DeviceInfo;

  @Member('capabilities', () => ConnectParticipantCapabilities, 'Capabilities of the customer in the call.')
  Capabilities?: ParticipantCapabilities;
}

@ObjectType({ description: 'Voice activity of the customer in an outbound call.' })
export class ConnectCustomerVoiceActivity implements CustomerVoiceActivity {
  @Member('greetingStartedAt', () => DateTime, "Time when the customer's greeting began.")
  GreetingStartTimestamp?: Date;

  @Member('greetingEndedAt', () => DateTime, "Time when the customer's greeting ended.")
  GreetingEndTimestamp?: Date;
}

@ObjectType({ description: 'Content of a task. Personal data.' })
export class ConnectContactDetails implements ContactDetails {
  @Member('name', () => String, 'Name of the task.')
  Name?: string;

  @Member('description', () => String, 'Description of the task, at most 1,024 characters.')
  Description?: string;
}

@ObjectType({ description: 'Recipient of an email. Personal data.' })
export class ConnectEmailRecipient implements EmailRecipient {
  @Member('address', () => String, 'Email address of the recipient.')
  Address?: string;

  @Member('displayName', () => String, 'Display name of the recipient. Null if there is none.')
  DisplayName?: string;
}

@ObjectType({ description: 'Additional recipients of an email. Personal data.' })
export class ConnectEmailRecipients implements AdditionalEmailRecipients {
  @Member('to', () => [ConnectEmailRecipient], 'Additional direct recipients (To).')
  ToList?: EmailRecipient[];

  @Member('cc', () => [ConnectEmailRecipient], 'Recipients of a copy (Cc).')
  CcList?: EmailRecipient[];
}

@ObjectType({ description: 'AI agent that took part in a contact.' })
export class ConnectAiAgent implements AiAgentInfo {
  @Member('useCase', () => String, 'Use case of the AI agent, as returned by Connect.')
  AiUseCase?: AiAgentInfo['AiUseCase'];

  @Member('versionId', () => ID, 'Id of the AI agent, including its version.')
  AiAgentVersionId?: string;

  @Member('escalated', () => Boolean, 'Whether the AI agent handed the contact over to a human agent.')
  AiAgentEscalated?: boolean;
}

@ObjectType({ description: 'Use of Amazon Q in Connect for a contact.' })
export class ConnectWisdom implements WisdomInfo {
  @Member('sessionArn', () => ID, 'ARN of the Amazon Q in Connect session.')
  SessionArn?: string;

  @Member('aiAgents', () => [ConnectAiAgent], 'AI agents that took part in the contact.')
  AiAgents?: AiAgentInfo[];
}

@ObjectType({ description: 'Recording or transcript of a contact.' })
export class ConnectRecording implements RecordingInfo {
  @Member('storageType', () => String, 'Type of the storage, as returned by Connect.')
  StorageType?: RecordingInfo['StorageType'];

  @Member(
    'location',
    () => String,
    'Location of the recording: the bucket and key for Amazon S3, otherwise the ARN of the stream.',
  )
  Location?: string;

  @Member('mediaStreamType', () => String, 'Type of the media, audio or video, as returned by Connect.')
  MediaStreamType?: RecordingInfo['MediaStreamType'];

  @Member('participantType', () => String, 'Participants who are recorded, as returned by Connect.')
  ParticipantType?: RecordingInfo['ParticipantType'];

  @Member(
    'fragmentStartNumber',
    () => String,
    'Number of the first fragment in Kinesis Video Streams. Null for other storage.',
  )
  FragmentStartNumber?: string;

  @Member('fragmentStopNumber', () => String, 'Number of the last fragment in a video stream. Null for other storage.')
  FragmentStopNumber?: string;

  @Member('startedAt', () => DateTime, 'Time when the recording began.')
  StartTimestamp?: Date;

  @Member('stoppedAt', () => DateTime, 'Time when the recording ended. Null while the recording lasts.')
  StopTimestamp?: Date;

  @Member('status', () => String, 'Status of the recording, for example available or deleted, as returned by Connect.')
  Status?: RecordingInfo['Status'];

  @Member(
    'deletionReason',
    () => String,
    'Reason for the deletion, as returned by Connect. Null if the recording was not deleted.',
  )
  DeletionReason?: string;

  @Member(
    'unprocessedTranscriptLocation',
    () => String,
    'Location of the original transcript, which no analysis has changed.',
  )
  UnprocessedTranscriptLocation?: string;
}

@ObjectType({ description: 'Evaluation of a contact, as stored in the contact record.' })
export class ConnectEvaluationRecord implements ContactEvaluation {
  @Field(() => ID, {
    description: 'Key of the evaluation in the contact record. According to AWS, it is the id of the evaluation form.',
  })
  id!: string;

  @Member('arn', () => ID, 'ARN as returned by Connect. According to AWS, it is the ARN of the evaluation form.')
  EvaluationArn?: string;

  @Member('formId', () => ID, 'Id of the evaluation form.')
  FormId?: string;

  @Member('status', () => String, 'Status of the evaluation, as returned by Connect.')
  Status?: ContactEvaluation['Status'];

  @Member('startedAt', () => DateTime, 'Time when the evaluation was started.')
  StartTimestamp?: Date;

  @Member('endedAt', () => DateTime, 'Time when the evaluation was submitted. Null before that.')
  EndTimestamp?: Date;

  @Member('deletedAt', () => DateTime, 'Time when the evaluation was deleted. Null if it was not deleted.')
  DeleteTimestamp?: Date;

  @Member('exportLocation', () => String, 'Amazon S3 location of the exported evaluation. Null if it was not exported.')
  ExportLocation?: string;
}

@ObjectType({ description: 'Regions of a contact in an instance that is replicated to another AWS Region.' })
export class ConnectGlobalResiliency implements GlobalResiliencyMetadata {
  @Member('activeRegion', () => String, 'AWS Region in which the contact is handled.')
  ActiveRegion?: string;

  @Member('originRegion', () => String, 'AWS Region in which the contact began.')
  OriginRegion?: string;

  @Member('trafficDistributionGroupId', () => ID, 'Id of the traffic distribution group.')
  TrafficDistributionGroupId?: string;
}

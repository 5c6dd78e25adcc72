import type {
  AdditionalEmailRecipients,
  Channel,
  ContactFlowState,
  ContactFlowStatus,
  ContactFlowType,
  ContactInitiationMethod,
  EndpointInfo,
  Expression,
  ParticipantCapabilities,
  QueueStatus,
  QuickConnectType,
  Reference,
  SegmentAttributeValue,
  TaskTemplateField,
  TaskTemplateStatus,
} from '@aws-sdk/client-connect';

/** Times are milliseconds since 1970 everywhere inside the world; operations turn them into Dates. */
export type Time = number;

export const channels = ['VOICE', 'CHAT', 'TASK', 'EMAIL'] as const satisfies readonly Channel[];

export interface Instance {
  readonly id: string;
  readonly arn: string;
  readonly alias: string;
  readonly region: string;
  readonly account: string;
  readonly createdAt: Time;
  readonly tags: Readonly<Record<string, string>>;
  /** The user-defined attributes by which contacts can be searched; all when absent. */
  readonly searchableAttributes?: readonly string[];
}

export interface Queue {
  readonly id: string;
  readonly arn: string;
  readonly type: 'STANDARD' | 'AGENT';
  /** An agent's own queue has none. */
  readonly name?: string;
  readonly description?: string;
  readonly status: QueueStatus;
  /** How many contacts may wait in it; unlimited when absent. */
  readonly maxContacts?: number;
  readonly hoursOfOperationId?: string;
  readonly quickConnectIds: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly modifiedAt: Time;
  /** The agent whose queue it is. */
  readonly userId?: string;
}

export interface RoutingProfile {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly description?: string;
  /** How many contacts of a channel an agent takes at once; a channel that is absent is not handled. */
  readonly concurrency: Readonly<Partial<Record<Channel, number>>>;
  /** In Connect the lowest number is the most urgent. */
  readonly queues: readonly {
    readonly queueId: string;
    readonly channels: readonly Channel[];
    readonly priority: number;
  }[];
  /** Queues out of which agents may pick contacts by hand. */
  readonly manualQueues: readonly { readonly queueId: string; readonly channels: readonly Channel[] }[];
  readonly defaultOutboundQueueId?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly modifiedAt: Time;
}

export interface User {
  readonly id: string;
  readonly arn: string;
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email?: string;
  readonly routingProfileId: string;
  readonly securityProfileIds: readonly string[];
  readonly hierarchyGroupId?: string;
  readonly afterContactWorkSeconds: number;
  readonly autoAccept: boolean;
  readonly tags: Readonly<Record<string, string>>;
  /** `Available` takes contacts, `Offline` is not signed in, any other name is signed in and takes none. */
  readonly agentStatus: string;
  /** Since when; unknown for the status with which the world began. */
  readonly agentStatusSince?: Time;
  /** What the status becomes once no contact is left; until then the agent gets no further ones. */
  readonly nextAgentStatus?: string;
  readonly proficiencies: readonly { readonly name: string; readonly value: string; readonly level: number }[];
  readonly modifiedAt: Time;
}

export interface Flow {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly description?: string;
  readonly type: ContactFlowType;
  readonly status: ContactFlowStatus;
  readonly state: ContactFlowState;
  readonly version: number;
  readonly content: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly modifiedAt: Time;
  /** Where the flow sends a contact that comes without a destination; without it such a contact stays in the flow. */
  readonly queueId?: string;
}

export interface QuickConnect {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly description?: string;
  readonly type: QuickConnectType;
  readonly userId?: string;
  readonly queueId?: string;
  readonly flowId?: string;
  readonly phoneNumber?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly modifiedAt: Time;
}

export interface TaskTemplate {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly description?: string;
  readonly status: TaskTemplateStatus;
  readonly flowId?: string;
  readonly fields: readonly TaskTemplateField[];
  readonly required: readonly string[];
  readonly defaults: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAt: Time;
  readonly modifiedAt: Time;
}

/** One requirement on the agent, for so long. */
export interface RoutingStep {
  readonly expression: Expression;
  /** Until somebody fits when absent. */
  readonly durationSeconds?: number;
}

/**
 * Which agents a waiting contact is for: "when Amazon Connect does not find an available agent meeting the requirements
 * in a step for a given step duration, the routing criteria will move on to the next step [...]. When all steps are
 * exhausted, the contact will be offered to any agent in the queue" (API reference).
 */
export interface RoutingCriteria {
  readonly steps: readonly RoutingStep[];
  /** Counts how often criteria were set on the contact, from 0. That it does is assumed. */
  readonly index: number;
  /** "A routing criteria is activated when contact is transferred to a queue" (API reference). */
  readonly activatedAt?: Time;
}

/**
 * A contact record. Amazon Connect keeps no state field, and neither does this: what a contact is doing follows from
 * its times (see contact-state.ts).
 */
export interface Contact {
  readonly id: string;
  readonly arn: string;
  readonly initialContactId: string;
  readonly previousContactId?: string;
  readonly relatedContactId?: string;
  /** The root of the tree of contacts that are linked by transfer or by relation. */
  readonly contactAssociationId: string;
  readonly channel: Channel;
  readonly initiationMethod: ContactInitiationMethod;
  readonly initiatedAt: Time;
  readonly name?: string;
  readonly description?: string;
  readonly customerId?: string;
  readonly customerEndpoint?: EndpointInfo;
  readonly systemEndpoint?: EndpointInfo;
  readonly references: Readonly<Record<string, Reference>>;
  readonly segmentAttributes: Readonly<Record<string, SegmentAttributeValue>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly taskTemplateId?: string;
  /** From 1, the most urgent; 5 unless somebody set it. */
  readonly queuePriority: number;
  /** By how much the contact counts as older in its queue than it is. */
  readonly queueTimeAdjustmentSeconds?: number;
  readonly routingCriteria?: RoutingCriteria;
  readonly expiresAt: Time;
  readonly updatedAt: Time;
  readonly connectedToSystemAt?: Time;
  readonly scheduledAt?: Time;
  readonly rescheduleCount?: number;
  /** When the flow is over or the agent accepts, whichever the contact waits for. */
  readonly nextStepAt?: Time;
  /** The flow that runs, or ran last. */
  readonly flowId?: string;
  /** Where the flow takes the contact when it has run. */
  readonly destinationQueueId?: string;
  readonly queueId?: string;
  readonly enqueuedAt?: Time;
  /** The agent to whom it is offered and who has not accepted yet. */
  readonly offeredTo?: string;
  readonly agentId?: string;
  readonly connectedToAgentAt?: Time;
  readonly afterContactWorkStartedAt?: Time;
  readonly afterContactWorkEndedAt?: Time;
  readonly pausedAt?: Time;
  readonly resumedAt?: Time;
  readonly pauseCount: number;
  /** Of pauses that are over. */
  readonly pausedMs: number;
  readonly endedAt?: Time;
  readonly disconnectReason?: string;
  /** What customer and agent may do in a call over the web. */
  readonly customerCapabilities?: ParticipantCapabilities;
  readonly agentCapabilities?: ParticipantCapabilities;
  readonly additionalEmailRecipients?: AdditionalEmailRecipients;
  readonly campaignId?: string;
}

/** How long the parts of a contact's way take in this world. */
export interface Timing {
  /** From the start of a flow until the contact is queued. */
  readonly flowMs: number;
  /** From the offer to an agent until the agent is connected. */
  readonly acceptMs: number;
  /** How long the phone of a called customer rings before it is answered. */
  readonly ringMs: number;
  /** Whether an agent's place stays taken after a contact, for as long as the user's after-contact work lasts. */
  readonly afterContactWork: boolean;
}

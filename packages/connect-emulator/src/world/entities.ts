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

/** Milliseconds since 1970, the unit of all times in the world. Operations convert them to Dates. */
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
  /** The user-defined attributes by which contacts can be searched. Without this list, all are searchable. */
  readonly searchableAttributes?: readonly string[];
}

export interface Queue {
  readonly id: string;
  readonly arn: string;
  readonly type: 'STANDARD' | 'AGENT';
  /** Absent for an agent queue. */
  readonly name?: string;
  readonly description?: string;
  readonly status: QueueStatus;
  /** Maximum number of contacts that are queued or in a flow that leads to the queue. Undefined for no limit. */
  readonly maxContacts?: number;
  readonly hoursOfOperationId?: string;
  readonly quickConnectIds: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly modifiedAt: Time;
  /** The user of an agent queue. */
  readonly userId?: string;
}

export interface RoutingProfile {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly description?: string;
  /** Maximum number of simultaneous contacts of an agent by channel. An absent channel is not handled. */
  readonly concurrency: Readonly<Partial<Record<Channel, number>>>;
  /** Priority 1 is the most urgent, as in Connect. */
  readonly queues: readonly {
    readonly queueId: string;
    readonly channels: readonly Channel[];
    readonly priority: number;
  }[];
  /** Queues from which agents can assign contacts to themselves. */
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
  /**
   * Name of the agent status. Agents with the status `Available` get contacts. `Offline` means not signed in. Users
   * with any other status are signed in and get no contacts.
   */
  readonly agentStatus: string;
  /** Start of the status. Absent for the status in the world file. */
  readonly agentStatusSince?: Time;
  /** The status that the agent gets when all slots are free. While it is set, the agent gets no new contacts. */
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
  /** Destination queue of contacts without another destination. Without such a queue, they stay in the flow. */
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

/** A step of routing criteria: a requirement on the agent, for a limited time. */
export interface RoutingStep {
  readonly expression: Expression;
  /** Duration of the step. Undefined for no limit. */
  readonly durationSeconds?: number;
}

/**
 * The routing criteria of a contact. "When Amazon Connect does not find an available agent meeting the requirements in
 * a step for a given step duration, the routing criteria will move on to the next step [...]. When all steps are
 * exhausted, the contact will be offered to any agent in the queue" (API reference).
 */
export interface RoutingCriteria {
  readonly steps: readonly RoutingStep[];
  /** Number of earlier criteria of the contact, from 0. This meaning is an assumption. */
  readonly index: number;
  /** "A routing criteria is activated when contact is transferred to a queue" (API reference). */
  readonly activatedAt?: Time;
}

/**
 * A contact record. Like Amazon Connect's, it has no state: the state is derived from the timestamps (see
 * contact-state.ts).
 */
export interface Contact {
  readonly id: string;
  readonly arn: string;
  readonly initialContactId: string;
  readonly previousContactId?: string;
  readonly relatedContactId?: string;
  /** Id of the root contact in the tree of contacts that are linked by transfer or relation. */
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
  /** From 1, the most urgent. Default 5. */
  readonly queuePriority: number;
  /** Seconds that are added to the contact's age in its queue. */
  readonly queueTimeAdjustmentSeconds?: number;
  readonly routingCriteria?: RoutingCriteria;
  readonly expiresAt: Time;
  readonly updatedAt: Time;
  readonly connectedToSystemAt?: Time;
  readonly scheduledAt?: Time;
  readonly rescheduleCount?: number;
  /** The time at which the flow ends or the agent accepts the contact. */
  readonly nextStepAt?: Time;
  /** The current or last flow. */
  readonly flowId?: string;
  /** The queue that the flow transfers the contact to. */
  readonly destinationQueueId?: string;
  readonly queueId?: string;
  readonly enqueuedAt?: Time;
  /** The agent who has an offer of the contact and has not accepted it yet. */
  readonly offeredTo?: string;
  readonly agentId?: string;
  readonly connectedToAgentAt?: Time;
  readonly afterContactWorkStartedAt?: Time;
  readonly afterContactWorkEndedAt?: Time;
  readonly pausedAt?: Time;
  readonly resumedAt?: Time;
  readonly pauseCount: number;
  /** Total duration of the finished pauses, in milliseconds. */
  readonly pausedMs: number;
  readonly endedAt?: Time;
  readonly disconnectReason?: string;
  /** Capabilities of the customer in a web call. */
  readonly customerCapabilities?: ParticipantCapabilities;
  readonly agentCapabilities?: ParticipantCapabilities;
  readonly additionalEmailRecipients?: AdditionalEmailRecipients;
  readonly campaignId?: string;
}

/** Durations of the steps in a contact's lifecycle, in milliseconds. */
export interface Timing {
  /** From the start of a flow until the contact is queued. */
  readonly flowMs: number;
  /** From the offer to an agent until the agent is connected. */
  readonly acceptMs: number;
  /** From the start of an outbound call until the customer answers. */
  readonly ringMs: number;
  /** Whether an agent's slot stays occupied after a contact until the after-contact work ends. */
  readonly afterContactWork: boolean;
}

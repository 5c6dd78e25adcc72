import type {
  AgentStatusState,
  AgentStatusType,
  InstanceAttributeType,
  PhoneNumberCountryCode,
  PhoneNumberType,
} from '@aws-sdk/client-connect';
import type { Time } from './entities.js';

/** What all things have that administrators set up. */
export interface Resource {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly description?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly modifiedAt: Time;
}

export interface AgentStatus extends Resource {
  readonly type: AgentStatusType;
  readonly displayOrder?: number;
  readonly state: AgentStatusState;
}

/** `name` is the number itself. */
export interface PhoneNumber extends Resource {
  readonly country: PhoneNumberCountryCode;
  readonly type: PhoneNumberType;
}

/** `name` is the address itself. */
export interface EmailAddress extends Resource {
  readonly displayName?: string;
  readonly createdAt: Time;
}

/** It has no id of its own: `id` is the name. */
export interface PredefinedAttribute extends Resource {
  readonly values: readonly string[];
  readonly purposes: readonly string[];
}

/** Features that are on or off for a whole instance. */
export type InstanceAttributes = Readonly<Partial<Record<InstanceAttributeType, boolean>>>;

/** What an instance's administrators set up beside what contacts need to find their way. */
export interface Administration {
  readonly agentStatuses: readonly AgentStatus[];
  readonly phoneNumbers: readonly PhoneNumber[];
  readonly emailAddresses: readonly EmailAddress[];
  readonly predefinedAttributes: readonly PredefinedAttribute[];
  readonly attributes: InstanceAttributes;
}

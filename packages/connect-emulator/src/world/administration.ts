import type {
  AgentStatusState,
  AgentStatusType,
  ContactFlowModuleState,
  ContactFlowModuleStatus,
  HoursOfOperationDays,
  InstanceAttributeType,
  InstanceStorageConfig,
  InstanceStorageResourceType,
  PhoneNumberCountryCode,
  PhoneNumberType,
  ViewStatus,
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

/** Hours and minutes of a day. */
export interface TimeOfDay {
  readonly Hours: number;
  readonly Minutes: number;
}

export interface OpenTime {
  readonly start: TimeOfDay;
  readonly end: TimeOfDay;
}

export interface HoursOfOperation extends Resource {
  readonly timeZone: string;
  readonly week: readonly (OpenTime & { readonly day: HoursOfOperationDays })[];
  /** What replaces the week's times on some dates, written `2026-12-24`; no open times mean closed. */
  readonly overrides: readonly {
    readonly name: string;
    readonly from: string;
    readonly to: string;
    readonly open: readonly OpenTime[];
  }[];
}

export interface AgentStatus extends Resource {
  readonly type: AgentStatusType;
  readonly displayOrder?: number;
  readonly state: AgentStatusState;
}

/** A group of users; groups form a tree of at most five levels. */
export interface HierarchyGroup extends Resource {
  readonly parentId?: string;
}

/** The name of one level of the tree of groups. */
export type HierarchyLevel = Resource;

export type SecurityProfile = Resource;
export type Prompt = Resource;

export interface FlowModule extends Resource {
  readonly state: ContactFlowModuleState;
  readonly status: ContactFlowModuleStatus;
  readonly content: string;
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

export interface View extends Resource {
  readonly status: ViewStatus;
  readonly version: number;
  readonly actions: readonly string[];
  readonly template: string;
  readonly inputSchema: string;
  readonly createdAt: Time;
}

/** A place where an instance stores something, found by the kind of thing and the id of the association. */
export interface StorageConfig {
  readonly resourceType: InstanceStorageResourceType;
  readonly config: InstanceStorageConfig;
}

/** Features that are on or off for a whole instance. */
export type InstanceAttributes = Readonly<Partial<Record<InstanceAttributeType, boolean>>>;

/** What an instance's administrators set up beside what contacts need to find their way. */
export interface Administration {
  readonly hoursOfOperation: readonly HoursOfOperation[];
  readonly agentStatuses: readonly AgentStatus[];
  /** From the top level down. */
  readonly hierarchyLevels: readonly HierarchyLevel[];
  readonly hierarchyGroups: readonly HierarchyGroup[];
  readonly securityProfiles: readonly SecurityProfile[];
  readonly prompts: readonly Prompt[];
  readonly flowModules: readonly FlowModule[];
  readonly phoneNumbers: readonly PhoneNumber[];
  readonly emailAddresses: readonly EmailAddress[];
  readonly predefinedAttributes: readonly PredefinedAttribute[];
  readonly views: readonly View[];
  readonly attributes: InstanceAttributes;
  readonly storage: readonly StorageConfig[];
}

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

/** The members of all resources that administrators configure. */
export interface Resource {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly description?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly modifiedAt: Time;
}

/** A time of day. */
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
  /** Overrides of the weekly times on some dates, such as `2026-12-24`. An empty `open` means closed. */
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

/** A hierarchy group of users. Groups form a tree of at most five levels. */
export interface HierarchyGroup extends Resource {
  readonly parentId?: string;
}

/** A level of the hierarchy with its name. */
export type HierarchyLevel = Resource;

export type SecurityProfile = Resource;
export type Prompt = Resource;

export interface FlowModule extends Resource {
  readonly state: ContactFlowModuleState;
  readonly status: ContactFlowModuleStatus;
  readonly content: string;
}

/** A phone number. `name` is the number. */
export interface PhoneNumber extends Resource {
  readonly country: PhoneNumberCountryCode;
  readonly type: PhoneNumberType;
}

/** An email address. `name` is the address. */
export interface EmailAddress extends Resource {
  readonly displayName?: string;
  readonly createdAt: Time;
}

/** A predefined attribute. Connect gives it no id, so `id` is the name. */
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

/** A storage configuration of an instance, identified by resource type and association id. */
export interface StorageConfig {
  readonly resourceType: InstanceStorageResourceType;
  readonly config: InstanceStorageConfig;
}

/** Whether each feature of an instance is enabled. */
export type InstanceAttributes = Readonly<Partial<Record<InstanceAttributeType, boolean>>>;

/** The resources of an instance that the lifecycle of contacts does not need. */
export interface Administration {
  readonly hoursOfOperation: readonly HoursOfOperation[];
  readonly agentStatuses: readonly AgentStatus[];
  /** In order from the top level. */
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

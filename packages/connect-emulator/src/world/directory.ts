import type {
  Administration,
  AgentStatus,
  EmailAddress,
  FlowModule,
  HierarchyGroup,
  HoursOfOperation,
  PhoneNumber,
  PredefinedAttribute,
  Prompt,
  SecurityProfile,
  View,
} from './administration.js';
import type { Flow, Instance, Queue, QuickConnect, RoutingProfile, TaskTemplate, User } from './entities.js';
import type { EvaluationForm } from './evaluations/evaluation-forms.js';

/** The contents of a directory. Agent queues are derived from the users. */
export interface DirectoryContents extends Administration {
  readonly queues: readonly Queue[];
  readonly users: readonly User[];
  readonly flows: readonly Flow[];
  readonly routingProfiles: readonly RoutingProfile[];
  readonly quickConnects: readonly QuickConnect[];
  readonly taskTemplates: readonly TaskTemplate[];
  readonly evaluationForms: readonly EvaluationForm[];
}

/** A collection of resources, indexed by id and sorted by id, so that a page can continue after a known id. */
export class Collection<T extends { readonly id: string; readonly arn: string }> {
  readonly #byId: ReadonlyMap<string, T>;
  readonly sorted: readonly T[];

  constructor(items: readonly T[]) {
    this.#byId = new Map(items.map((item) => [item.id, item]));
    this.sorted = [...items].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  get(id: string): T | undefined {
    return this.#byId.get(id);
  }

  /** Finds a resource by id or ARN. The whole ARN must match, not only the id at its end. */
  getByIdOrArn(idOrArn: string): T | undefined {
    const found = this.#byId.get(idOrArn);
    if (found || !idOrArn.startsWith('arn:')) return found;
    const named = this.#byId.get(idOrArn.slice(idOrArn.lastIndexOf('/') + 1));
    return named?.arn === idOrArn ? named : undefined;
  }

  /** Changes a resource in place, so existing references see the change. */
  change(item: T, changes: Partial<Omit<T, 'id' | 'arn'>>): void {
    Object.assign(item, changes);
  }
}

/** The resources of an instance that administrators configure: queues, users, flows and others. */
export class Directory {
  /** Standard queues only. */
  readonly queues: Collection<Queue>;
  /** One queue per user, the destination of a transfer to an agent. */
  readonly agentQueues: Collection<Queue>;
  /** Queues of both types, as ListQueues returns them. */
  readonly allQueues: Collection<Queue>;
  readonly users: Collection<User>;
  readonly flows: Collection<Flow>;
  readonly routingProfiles: Collection<RoutingProfile>;
  readonly quickConnects: Collection<QuickConnect>;
  readonly taskTemplates: Collection<TaskTemplate>;
  readonly evaluationForms: Collection<EvaluationForm>;
  readonly hoursOfOperation: Collection<HoursOfOperation>;
  readonly agentStatuses: Collection<AgentStatus>;
  readonly hierarchyGroups: Collection<HierarchyGroup>;
  readonly securityProfiles: Collection<SecurityProfile>;
  readonly prompts: Collection<Prompt>;
  readonly flowModules: Collection<FlowModule>;
  readonly phoneNumbers: Collection<PhoneNumber>;
  readonly emailAddresses: Collection<EmailAddress>;
  readonly predefinedAttributes: Collection<PredefinedAttribute>;
  readonly views: Collection<View>;
  readonly hierarchyLevels: Administration['hierarchyLevels'];
  readonly attributes: Administration['attributes'];
  readonly storage: Administration['storage'];

  constructor(instance: Instance, contents: DirectoryContents) {
    const agentQueues = contents.users.map((user) => agentQueue(instance, user));
    this.queues = new Collection(contents.queues);
    this.agentQueues = new Collection(agentQueues);
    this.allQueues = new Collection([...contents.queues, ...agentQueues]);
    this.users = new Collection(contents.users);
    this.flows = new Collection(contents.flows);
    this.routingProfiles = new Collection(contents.routingProfiles);
    this.quickConnects = new Collection(contents.quickConnects);
    this.taskTemplates = new Collection(contents.taskTemplates);
    this.evaluationForms = new Collection(contents.evaluationForms);
    this.hoursOfOperation = new Collection(contents.hoursOfOperation);
    this.agentStatuses = new Collection(contents.agentStatuses);
    this.hierarchyGroups = new Collection(contents.hierarchyGroups);
    this.securityProfiles = new Collection(contents.securityProfiles);
    this.prompts = new Collection(contents.prompts);
    this.flowModules = new Collection(contents.flowModules);
    this.phoneNumbers = new Collection(contents.phoneNumbers);
    this.emailAddresses = new Collection(contents.emailAddresses);
    this.predefinedAttributes = new Collection(contents.predefinedAttributes);
    this.views = new Collection(contents.views);
    this.hierarchyLevels = contents.hierarchyLevels;
    this.attributes = contents.attributes;
    this.storage = contents.storage;
  }

  /** Returns the hierarchy groups from the top level down to this group. Empty for an unknown group or none. */
  groupPath(groupId: string | undefined): readonly HierarchyGroup[] {
    const group = this.hierarchyGroups.get(groupId ?? '');
    return group ? [...this.groupPath(group.parentId), group] : [];
  }

  /** Finds an agent status by name. */
  agentStatusNamed(name: string): AgentStatus | undefined {
    return this.agentStatuses.sorted.find((status) => status.name === name);
  }
}

/**
 * Creates the agent queue of a user. AWS's example of ListQueues shows such a queue with the user's id, no name, and
 * `queue/agent/` in its ARN.
 */
function agentQueue(instance: Instance, user: User): Queue {
  return {
    id: user.id,
    arn: `${instance.arn}/queue/agent/${user.id}`,
    type: 'AGENT',
    status: 'ENABLED',
    quickConnectIds: [],
    tags: {},
    modifiedAt: user.modifiedAt,
    userId: user.id,
  };
}

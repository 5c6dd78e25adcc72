import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import type { ResourceKind } from '../ids/arn.js';
import { ConnectError, type ErrorFacts } from './connect-error.js';

export enum ConnectResourceKind {
  INSTANCE = 'INSTANCE',
  CONTACT = 'CONTACT',
  CONTACT_FLOW = 'CONTACT_FLOW',
  QUEUE = 'QUEUE',
  USER = 'USER',
  QUICK_CONNECT = 'QUICK_CONNECT',
  TASK_TEMPLATE = 'TASK_TEMPLATE',
  PREDEFINED_ATTRIBUTE = 'PREDEFINED_ATTRIBUTE',
  AGENT_STATUS = 'AGENT_STATUS',
  ROUTING_PROFILE = 'ROUTING_PROFILE',
  HOURS_OF_OPERATION = 'HOURS_OF_OPERATION',
  HIERARCHY_GROUP = 'HIERARCHY_GROUP',
  SECURITY_PROFILE = 'SECURITY_PROFILE',
  ATTACHED_FILE = 'ATTACHED_FILE',
  EVALUATION = 'EVALUATION',
  EVALUATION_FORM = 'EVALUATION_FORM',
  OTHER = 'OTHER',
}
registerEnumType(ConnectResourceKind, {
  name: 'ConnectResourceKind',
  description: 'Kind of a missing resource.',
  valuesConfig: {
    INSTANCE: { description: 'Amazon Connect instance that does not exist, or that the caller may not use.' },
    CONTACT: { description: 'Contact.' },
    CONTACT_FLOW: { description: 'Flow.' },
    QUEUE: { description: 'Queue.' },
    USER: { description: 'User, such as an agent.' },
    QUICK_CONNECT: { description: 'Quick connect.' },
    TASK_TEMPLATE: { description: 'Task template.' },
    PREDEFINED_ATTRIBUTE: { description: 'Predefined attribute, identified by its name.' },
    AGENT_STATUS: { description: 'Agent status.' },
    ROUTING_PROFILE: { description: 'Routing profile.' },
    HOURS_OF_OPERATION: { description: 'Hours of operation.' },
    HIERARCHY_GROUP: { description: 'Hierarchy group.' },
    SECURITY_PROFILE: { description: 'Security profile.' },
    ATTACHED_FILE: {
      description: 'Attached file that was deleted, or that was never attached to the resource in the input.',
    },
    EVALUATION: { description: 'Evaluation of a contact.' },
    EVALUATION_FORM: { description: 'Evaluation form.' },
    OTHER: { description: 'Other kind of resource.' },
  },
});

/** Kind of a missing resource by the kind of its ARN. */
export const kindOfMissingResource: Record<ResourceKind, ConnectResourceKind> = {
  instance: ConnectResourceKind.INSTANCE,
  contact: ConnectResourceKind.CONTACT,
  contactFlow: ConnectResourceKind.CONTACT_FLOW,
  queue: ConnectResourceKind.QUEUE,
  user: ConnectResourceKind.USER,
  quickConnect: ConnectResourceKind.QUICK_CONNECT,
  taskTemplate: ConnectResourceKind.TASK_TEMPLATE,
  agentStatus: ConnectResourceKind.AGENT_STATUS,
  routingProfile: ConnectResourceKind.ROUTING_PROFILE,
  hoursOfOperation: ConnectResourceKind.HOURS_OF_OPERATION,
  hierarchyGroup: ConnectResourceKind.HIERARCHY_GROUP,
  securityProfile: ConnectResourceKind.SECURITY_PROFILE,
  attachedFile: ConnectResourceKind.ATTACHED_FILE,
  evaluation: ConnectResourceKind.EVALUATION,
  evaluationForm: ConnectResourceKind.EVALUATION_FORM,
};

@ObjectType({
  implements: ConnectError,
  description:
    'A resource in the input does not exist (ResourceNotFoundException). Check the ids, and whether the resources belong to the instance.',
})
export class ConnectResourceNotFoundError extends ConnectError {
  readonly kind = 'ConnectResourceNotFoundError';

  @Field(() => ConnectResourceKind, {
    nullable: true,
    description: 'Kind of the missing resource. Null if it is unknown.',
  })
  readonly resource: ConnectResourceKind | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Id of the missing resource, which the input may name by ARN. Null if it is unknown which resource is missing.',
  })
  readonly resourceId: string | null;

  constructor(facts: ErrorFacts & { resource?: ConnectResourceKind; resourceId?: string }) {
    super(facts);
    this.resource = facts.resource ?? null;
    this.resourceId = facts.resourceId ?? null;
  }

  /** Returns the error for a missing resource. @param resourceId Bare id, or the name of an attribute. */
  static of(
    resource: ConnectResourceKind,
    resourceId: string,
    facts: Omit<ErrorFacts, 'message' | 'retryable'>,
  ): ConnectResourceNotFoundError {
    const message = `There is no ${resource.toLowerCase().replaceAll('_', ' ')} ${resourceId}.`;
    return new ConnectResourceNotFoundError({ ...facts, message, retryable: false, resource, resourceId });
  }
}

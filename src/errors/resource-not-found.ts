import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
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
    INSTANCE: { description: 'The Amazon Connect instance, or one that the caller may not use.' },
    CONTACT: { description: 'The contact.' },
    CONTACT_FLOW: { description: 'The flow.' },
    QUEUE: { description: 'The queue.' },
    USER: { description: 'The user, an agent.' },
    QUICK_CONNECT: { description: 'The quick connect.' },
    TASK_TEMPLATE: { description: 'The task template.' },
    PREDEFINED_ATTRIBUTE: { description: 'The predefined attribute, by its name.' },
    AGENT_STATUS: { description: 'The agent status.' },
    ROUTING_PROFILE: { description: 'The routing profile.' },
    HOURS_OF_OPERATION: { description: 'The hours of operation.' },
    HIERARCHY_GROUP: { description: 'The hierarchy group.' },
    SECURITY_PROFILE: { description: 'The security profile.' },
    ATTACHED_FILE: { description: 'The attached file: it was deleted, or never was attached to this.' },
    EVALUATION: { description: 'The evaluation of a contact.' },
    EVALUATION_FORM: { description: 'The evaluation form.' },
    OTHER: { description: 'Something else.' },
  },
});

@ObjectType({
  implements: ConnectError,
  description: 'Something that the input names does not exist: ResourceNotFoundException.',
})
export class ConnectResourceNotFoundError extends ConnectError {
  readonly kind = 'ConnectResourceNotFoundError';

  @Field(() => ConnectResourceKind, {
    nullable: true,
    description: 'Kind of the missing resource; null when it is not known.',
  })
  readonly resource: ConnectResourceKind | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Its id as the input gave it; null when it is not known what is missing.',
  })
  readonly resourceId: string | null;

  constructor(facts: ErrorFacts & { resource?: ConnectResourceKind; resourceId?: string }) {
    super(facts);
    this.resource = facts.resource ?? null;
    this.resourceId = facts.resourceId ?? null;
  }

  /** Returns the error for a missing resource. @param resourceId Id or ARN in the input, or the bare id. */
  static of(
    resource: ConnectResourceKind,
    resourceId: string,
    facts: Omit<ErrorFacts, 'message' | 'retryable'>,
  ): ConnectResourceNotFoundError {
    const message = `There is no ${resource.toLowerCase().replaceAll('_', ' ')} ${resourceId}.`;
    return new ConnectResourceNotFoundError({ ...facts, message, retryable: false, resource, resourceId });
  }
}

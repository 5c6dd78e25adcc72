import { StartTaskContactCommand, type StartTaskContactCommandInput } from '@aws-sdk/client-connect';
import { Arg, Ctx, Directive, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { Refused } from '../connect/call-failure.js';
import { ConnectResourceKind, ConnectResourceNotFoundError } from '../connect/errors.js';
import type { InputReader } from '../connect/input-reader.js';
import { mutationOperation } from '../connect/operation.js';
import type { MadeCall } from '../connect/session.js';
import type { GatewayContext } from '../graph/context.js';
import { MutationInputFields, mutation } from '../graph/mutation.js';
import { oneOf } from '../graph/one-of.js';
import { resultUnion } from '../graph/result-union.js';
import { DateTime } from '../graph/scalars.js';
import { attributesOf, ConnectAttributeInput, ConnectReferenceInput, referencesOf } from './contact-input.js';
import { ContactSuccess, withNewContact } from './contact-mutation.js';

/** Creates a task, now or at a later time, by Connect's StartTaskContact. */
const operation = mutationOperation({
  name: 'StartTaskContact',
  command: StartTaskContactCommand,
  repeat: 'token',
  requires: ['ContactId'],
  exceptions: [
    'InvalidRequestException',
    'InvalidParameterException',
    'ResourceNotFoundException',
    'ThrottlingException',
    'ServiceQuotaExceededException',
    'InternalServiceException',
  ],
  inputPaths: {
    ContactFlowId: ['source', 'contactFlowId'],
    QuickConnectId: ['source', 'quickConnectId'],
    TaskTemplateId: ['source', 'template', 'taskTemplateId'],
    ScheduledTime: ['scheduledAt'],
  },
  howToCheck: 'List the newest `contacts` with channel TASK: if the task was created, it is among them within seconds.',
});

@InputType({ description: 'A task template, and the flow when the template names none.' })
export class StartTaskTemplateInput {
  @Field(() => ID, { description: 'Id or ARN of an active task template.' })
  taskTemplateId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Id or ARN of a flow, for a template that has none of its own; absent for one that has.',
  })
  contactFlowId?: string | null;
}

@Directive(oneOf)
@InputType({ description: 'What decides where a task goes. Exactly one field must be given.' })
export class StartTaskSourceInput {
  @Field(() => ID, { nullable: true, description: 'Id or ARN of a flow.' })
  contactFlowId?: string;

  @Field(() => ID, { nullable: true, description: 'Id or ARN of a quick connect.' })
  quickConnectId?: string;

  @Field(() => StartTaskTemplateInput, { nullable: true, description: 'A task template.' })
  template?: StartTaskTemplateInput;
}

@InputType({ description: 'A task to create.' })
export class StartTaskContactInput extends MutationInputFields {
  @Field({ description: 'What the agent sees first; at most 1,024 characters. Personal data.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'At most 4,096 characters. Personal data.' })
  description?: string | null;

  @Field(() => StartTaskSourceInput, { description: 'A flow, a quick connect or a template, only one of them.' })
  source!: StartTaskSourceInput;

  @Field(() => [ConnectAttributeInput], {
    nullable: true,
    description: 'User-defined attributes, at most 32,768 UTF-8 bytes in all. Personal data.',
  })
  attributes?: ConnectAttributeInput[] | null;

  @Field(() => [ConnectReferenceInput], {
    nullable: true,
    description: 'What the task refers to, at most 4,096 UTF-8 bytes in all. Personal data.',
  })
  references?: ConnectReferenceInput[] | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Id or ARN of a contact to whose chain the task is linked; a chain has at most 12 contacts.',
  })
  previousContactId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Id or ARN of a contact with which the task is related.' })
  relatedContactId?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it starts, in the future; at once when absent.' })
  scheduledAt?: Date | null;
}

@ObjectType({ description: 'The task was created.' })
export class StartTaskContactSuccess extends ContactSuccess {
  readonly kind = 'StartTaskContactSuccess';
}

export const StartTaskContactResult = resultUnion(
  operation,
  'What became of creating a task.',
  StartTaskContactSuccess,
);

@Resolver()
export class StartTaskContactResolver {
  @Mutation(() => StartTaskContactResult, mutation('Creates a task, now or at a later time.'))
  startTaskContact(
    @Arg('input', () => StartTaskContactInput, { description: 'The task to create.' }) input: StartTaskContactInput,
    @Ctx() context: GatewayContext,
  ): Promise<typeof StartTaskContactResult | null> {
    const { connect } = context;
    return connect.mutate(operation, input, {
      toCommand,
      toSuccess: withNewContact(StartTaskContactSuccess, connect),
      diagnose: (refusal, call, connect) => findMissing(refusal, call, { ...context, connect }),
    });
  }
}

function toCommand(input: StartTaskContactInput, ids: InputReader) {
  const { contactFlowId, quickConnectId, template } = input.source;
  return {
    Name: input.name,
    Description: input.description ?? undefined,
    ContactFlowId:
      contactFlowId !== undefined
        ? ids.id('contactFlow', 'source.contactFlowId', contactFlowId)
        : ids.id('contactFlow', 'source.template.contactFlowId', template?.contactFlowId),
    QuickConnectId: ids.id('quickConnect', 'source.quickConnectId', quickConnectId),
    TaskTemplateId: ids.id('taskTemplate', 'source.template.taskTemplateId', template?.taskTemplateId),
    PreviousContactId: ids.id('contact', 'previousContactId', input.previousContactId),
    RelatedContactId: ids.id('contact', 'relatedContactId', input.relatedContactId),
    ScheduledTime: input.scheduledAt ?? undefined,
    Attributes: attributesOf(input.attributes, ids),
    References: referencesOf(input.references, ids),
  };
}

/** Connect does not say what it did not find: a contact that the task is linked to, or else the source. */
async function findMissing(
  refusal: Refused,
  { instanceId, input }: MadeCall<StartTaskContactCommandInput>,
  { connect, requestId }: GatewayContext,
): Promise<ConnectResourceNotFoundError | null> {
  if (refusal.exception !== 'ResourceNotFoundException') return null;
  const missing = (resource: ConnectResourceKind, id: string) =>
    ConnectResourceNotFoundError.of(resource, id, { requestId, awsRequestId: refusal.awsRequestId });
  for (const id of [input.PreviousContactId, input.RelatedContactId]) {
    const contact = id ? await connect.loaders.contact.load({ instanceId, id }).catch(() => undefined) : undefined;
    if (id && contact === null) return missing(ConnectResourceKind.CONTACT, id);
    // Whether this one exists is open, so nothing certain can be said of the source either.
    if (id && contact === undefined) return null;
  }
  const { QuickConnectId, TaskTemplateId, ContactFlowId } = input;
  if (QuickConnectId) return missing(ConnectResourceKind.QUICK_CONNECT, QuickConnectId);
  if (TaskTemplateId) return ContactFlowId ? null : missing(ConnectResourceKind.TASK_TEMPLATE, TaskTemplateId);
  return ContactFlowId ? missing(ConnectResourceKind.CONTACT_FLOW, ContactFlowId) : null;
}

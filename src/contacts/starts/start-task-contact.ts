import { StartTaskContactCommand } from '@aws-sdk/client-connect';
import { Arg, Ctx, Directive, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../../connect/calls/operation.js';
import type { IdResolver } from '../../connect/inputs/id-resolver.js';
import { runMutation } from '../../connect/mutations/run-mutation.js';
import { oneOf } from '../../graph/build/one-of.js';
import type { GatewayContext } from '../../graph/context.js';
import { MutationInputFields, mutation } from '../../graph/types/mutation.js';
import { resultUnion } from '../../graph/types/result-union.js';
import { DateTime } from '../../graph/types/scalars.js';
import { ContactSuccess, withNewContact } from '../contact-mutation.js';
import {
  attributesOf,
  type ConnectAttributeInput,
  type ConnectReferenceInput,
  referencesOf,
} from '../inputs/contact-input.js';
import {
  type ConnectSegmentAttributeInput,
  segmentAttributesOf,
  segmentAttributesPath,
} from '../inputs/segment-attributes-input.js';
import { ConnectLimitReachedError } from '../refusals/contact-refusal.js';
import { attachmentsOf, ConnectAttachmentInput } from './inputs/attachment-input.js';
import {
  AttributesField,
  DescriptionField,
  ReferencesField,
  RelatedContactField,
  SegmentAttributesField,
} from './inputs/start-fields.js';
import { findFullChain, findMissing } from './start-refusal.js';

/** Creates a task, which starts now or at a scheduled time, with StartTaskContact. */
const operation = mutationOperation({
  name: 'StartTaskContact',
  command: StartTaskContactCommand,
  repeat: 'token',
  scope: 'contacts:write',
  changes: {},
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
    SegmentAttributes: segmentAttributesPath,
  },
  howToCheck: 'List the newest `contacts` with channel TASK: if the task was created, it is among them within seconds.',
});

@InputType({ description: 'Task template, with a flow if the template has none.' })
export class StartTaskTemplateInput {
  @Field(() => ID, { description: 'Id or ARN of an active task template.' })
  taskTemplateId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Id or ARN of a flow. Required if the template has no flow; must be absent if it has one.',
  })
  contactFlowId?: string | null;
}

@Directive(oneOf)
@InputType({ description: 'Routing of a task. Exactly one field must be given.' })
export class StartTaskSourceInput {
  @Field(() => ID, { nullable: true, description: 'Id or ARN of the flow that handles the task.' })
  contactFlowId?: string;

  @Field(() => ID, { nullable: true, description: 'Id or ARN of the quick connect that routes the task.' })
  quickConnectId?: string;

  @Field(() => StartTaskTemplateInput, { nullable: true, description: 'Task template that the task is created from.' })
  template?: StartTaskTemplateInput;
}

@InputType({ description: 'Input of `startTaskContact`.' })
export class StartTaskContactInput extends MutationInputFields {
  @Field({ description: 'Name of the task, shown to the agent. At most 1,024 characters. Personal data.' })
  name!: string;

  @DescriptionField()
  description?: string | null;

  @Field(() => StartTaskSourceInput, { description: 'Routing of the task: a flow, a quick connect or a template.' })
  source!: StartTaskSourceInput;

  @AttributesField()
  attributes?: ConnectAttributeInput[] | null;

  @SegmentAttributesField()
  segmentAttributes?: ConnectSegmentAttributeInput[] | null;

  @ReferencesField()
  references?: ConnectReferenceInput[] | null;

  @Field(() => [ConnectAttachmentInput], { nullable: true, description: 'Files for the agent, 1 to 5.' })
  attachments?: ConnectAttachmentInput[] | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Id or ARN of a contact. The task is linked to its chain, which has at most 12 contacts.',
  })
  previousContactId?: string | null;

  @RelatedContactField()
  relatedContactId?: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'Start time, in the future and at most 90 days ahead. Some accounts have a lower limit. Defaults to an immediate start.',
  })
  scheduledAt?: Date | null;
}

@ObjectType({ description: 'The task was created.' })
export class StartTaskContactSuccess extends ContactSuccess {
  readonly kind = 'StartTaskContactSuccess';
}

export const StartTaskContactResult = resultUnion(
  operation,
  'Result of `startTaskContact`.',
  StartTaskContactSuccess,
  ConnectLimitReachedError,
);

@Resolver()
export class StartTaskContactResolver {
  @Mutation(() => StartTaskContactResult, mutation('Creates a task that starts now or at a later time.'))
  startTaskContact(
    @Arg('input', () => StartTaskContactInput, { description: 'Task to create.' }) input: StartTaskContactInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof StartTaskContactResult | null> {
    return runMutation(connect, operation, input, {
      toCommand,
      toSuccess: withNewContact(StartTaskContactSuccess, connect),
      diagnose: async (...refused) => (await findMissing(...refused)) ?? (await findFullChain(...refused)),
      refusalClasses: [ConnectLimitReachedError],
    });
  }
}

function toCommand(input: StartTaskContactInput, ids: IdResolver) {
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
    SegmentAttributes: segmentAttributesOf(input.segmentAttributes, ids),
    References: referencesOf(input.references, ids),
    Attachments: attachmentsOf(input.attachments),
  };
}

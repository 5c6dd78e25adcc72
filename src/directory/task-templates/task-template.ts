import type { TaskTemplateMetadata } from '@aws-sdk/client-connect';
import { Ctx, Directive, Field, ObjectType } from 'type-graphql';
import type { TaskTemplateRecord } from '../../connect/directory/directory-records.js';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfType } from '../../graph/cost/costs.js';
import { directoryCost, keyFields, NamedEntity } from '../../graph/types/directory-entity.js';
import { knownPart, referenceResolver, wholeRecord } from '../../graph/types/entity.js';
import { describeEnum, openEnum } from '../../graph/types/open-enum.js';
import { DateTime } from '../../graph/types/scalars.js';
import { type MaybePromise, whenKnown } from '../../lib/maybe-promise.js';
import { ConnectContactFlow } from '../flows/contact-flow.js';

export enum ConnectTaskTemplateFieldType {
  NAME = 'NAME',
  DESCRIPTION = 'DESCRIPTION',
  SCHEDULED_TIME = 'SCHEDULED_TIME',
  QUICK_CONNECT = 'QUICK_CONNECT',
  URL = 'URL',
  NUMBER = 'NUMBER',
  TEXT = 'TEXT',
  TEXT_AREA = 'TEXT_AREA',
  DATE_TIME = 'DATE_TIME',
  BOOLEAN = 'BOOLEAN',
  SINGLE_SELECT = 'SINGLE_SELECT',
  EMAIL = 'EMAIL',
  SELF_ASSIGN = 'SELF_ASSIGN',
  EXPIRY_DURATION = 'EXPIRY_DURATION',
  UNKNOWN = 'UNKNOWN',
}
describeEnum(ConnectTaskTemplateFieldType, 'ConnectTaskTemplateFieldType', "Type of a template's field.", {
  NAME: 'The name of the task.',
  DESCRIPTION: 'The description of the task.',
  SCHEDULED_TIME: 'When the task starts.',
  QUICK_CONNECT: 'Where the task goes.',
  URL: 'An address on the web.',
  NUMBER: 'A number.',
  TEXT: 'A line of text.',
  TEXT_AREA: 'Text of several lines.',
  DATE_TIME: 'A moment in time.',
  BOOLEAN: 'Yes or no.',
  SINGLE_SELECT: 'One of several options.',
  EMAIL: 'An email address.',
  SELF_ASSIGN: 'Whether the agent who makes the task gets it.',
  EXPIRY_DURATION: 'After how long the task expires.',
  UNKNOWN: 'A type that this schema does not know yet; see `typeRaw`.',
});

@ObjectType({ description: 'A field of a task template, with its constraints and its default.' })
export class ConnectTaskTemplateField {
  @Field(() => String, { nullable: true, description: 'Its name, unique within the template.' })
  name!: string | null;

  @Field(() => String, { nullable: true, description: 'Description; null when there is none.' })
  description!: string | null;

  @Field(() => ConnectTaskTemplateFieldType, { nullable: true, description: 'Type of its value.' })
  type!: ConnectTaskTemplateFieldType | null;

  @Field(() => String, { nullable: true, description: 'The type as Connect sent it.' })
  typeRaw!: string | null;

  @Field(() => [String], { nullable: true, description: 'Of what one is chosen; null for what is not chosen.' })
  singleSelectOptions!: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it must have a value.' })
  required!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether agents see its value but cannot change it.' })
  readOnly!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether agents do not see it.' })
  invisible!: boolean | null;

  @Field(() => String, { nullable: true, description: 'The value that it has unless another is given; null for none.' })
  defaultValue!: string | null;
}

const metadata = ['Name', 'Description', 'Status', 'LastModifiedTime', 'CreatedTime'] as const;

@Directive('@key(fields: "arn")')
@Directive('@key(fields: "instanceId id")')
@Directive('@key(fields: "id")')
@CostOfType(
  directoryCost('taskTemplate', [], {
    summary: [...keyFields, 'name', 'description', 'status', 'lastModifiedAt', 'createdAt'],
  }),
)
@ObjectType({ description: 'A task template: which fields a new task has.' })
export class ConnectTaskTemplate extends NamedEntity<'taskTemplate'> {
  protected readonly kind = 'taskTemplate';

  @Field(() => String, {
    nullable: true,
    description: 'ACTIVE or INACTIVE, as Connect says it. Only an active one can make tasks.',
  })
  status(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('Status', context);
  }

  @Field(() => ConnectContactFlow, {
    nullable: true,
    description: 'The flow that its tasks run through; null when whoever makes a task names one.',
  })
  contactFlow(@Ctx() context: GatewayContext): MaybePromise<ConnectContactFlow | null> {
    return this.field('ContactFlowId', context, (id) => (id ? new ConnectContactFlow(this.instanceId, id) : null));
  }

  @Field(() => ConnectContactFlow, {
    nullable: true,
    description: 'The flow of a task that the agent who makes it keeps; null when there is none.',
  })
  selfAssignFlow(@Ctx() context: GatewayContext): MaybePromise<ConnectContactFlow | null> {
    return this.field('SelfAssignFlowId', context, (id) => (id ? new ConnectContactFlow(this.instanceId, id) : null));
  }

  @Field(() => [ConnectTaskTemplateField], {
    nullable: true,
    description: 'Its fields, in the order in which agents see them.',
  })
  fields(@Ctx() context: GatewayContext): MaybePromise<ConnectTaskTemplateField[] | null> {
    return whenKnown(this.load(context), (record) => record && fieldsOf(record));
  }

  @Field(() => DateTime, { nullable: true, description: 'When it was made.' })
  createdAt(@Ctx() context: GatewayContext): MaybePromise<Date | null> {
    return this.field('CreatedTime', context);
  }
}

type FieldName = { readonly Id?: { readonly Name?: string } };

function fieldsOf(record: TaskTemplateRecord): ConnectTaskTemplateField[] {
  const { RequiredFields = [], ReadOnlyFields = [], InvisibleFields = [] } = record.Constraints ?? {};
  const names = (fields: readonly FieldName[]) => new Set(fields.map(({ Id }) => Id?.Name));
  const required = names(RequiredFields);
  const readOnly = names(ReadOnlyFields);
  const invisible = names(InvisibleFields);
  const defaults = new Map(
    (record.Defaults?.DefaultFieldValues ?? []).map(({ Id, DefaultValue }) => [Id?.Name, DefaultValue]),
  );
  return (record.Fields ?? []).map(({ Id, Description, Type, SingleSelectOptions }) => ({
    name: Id?.Name ?? null,
    description: Description ?? null,
    type: openEnum(ConnectTaskTemplateFieldType, Type),
    typeRaw: Type ?? null,
    singleSelectOptions: SingleSelectOptions ?? null,
    required: required.has(Id?.Name),
    readOnly: readOnly.has(Id?.Name),
    invisible: invisible.has(Id?.Name),
    defaultValue: defaults.get(Id?.Name) ?? null,
  }));
}

/** Converts a template of GetTaskTemplate. */
export function taskTemplateOf(instanceId: string, record: TaskTemplateRecord): ConnectTaskTemplate {
  return new ConnectTaskTemplate(instanceId, record.Id ?? '', wholeRecord(record));
}

/** Converts a template of ListTaskTemplates, which lacks fields, flows and tags. */
export function taskTemplateOfMetadata(instanceId: string, row: TaskTemplateMetadata): ConnectTaskTemplate {
  const { Name, Description, Status, LastModifiedTime, CreatedTime } = row;
  const known = { Name, Description, Status, LastModifiedTime, CreatedTime };
  return new ConnectTaskTemplate(instanceId, row.Id ?? '', knownPart<TaskTemplateRecord>(metadata, known));
}

export const taskTemplateReference = referenceResolver(
  'taskTemplate',
  (instanceId, id) => new ConnectTaskTemplate(instanceId, id),
);

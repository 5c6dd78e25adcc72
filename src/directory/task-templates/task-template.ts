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
describeEnum(ConnectTaskTemplateFieldType, 'ConnectTaskTemplateFieldType', 'Type of a field of a task template.', {
  NAME: 'Name of the task.',
  DESCRIPTION: 'Description of the task.',
  SCHEDULED_TIME: 'Time when the task starts.',
  QUICK_CONNECT: 'Quick connect to which the task goes.',
  URL: 'Web address.',
  NUMBER: 'Number.',
  TEXT: 'Text of one line.',
  TEXT_AREA: 'Text of several lines.',
  DATE_TIME: 'Date and time.',
  BOOLEAN: 'Yes or no.',
  SINGLE_SELECT: 'One of the `singleSelectOptions`.',
  EMAIL: 'Email address.',
  SELF_ASSIGN: 'Whether the agent who creates the task also gets it.',
  EXPIRY_DURATION: 'Duration after which the task expires.',
  UNKNOWN: "Type that this schema does not define. See `typeRaw` for Connect's value.",
});

@ObjectType({ description: 'Field of a task template, with its constraints and its default value.' })
export class ConnectTaskTemplateField {
  @Field(() => String, { nullable: true, description: 'Name of the field, unique within the template.' })
  name!: string | null;

  @Field(() => String, { nullable: true, description: 'Description of the field. Null if there is none.' })
  description!: string | null;

  @Field(() => ConnectTaskTemplateFieldType, { nullable: true, description: 'Type of the field.' })
  type!: ConnectTaskTemplateFieldType | null;

  @Field(() => String, { nullable: true, description: 'Type as returned by Connect.' })
  typeRaw!: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Options of a SINGLE_SELECT field, one of which is chosen. Null for other types.',
  })
  singleSelectOptions!: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the field must have a value.' })
  required!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether agents see the value but cannot change it.' })
  readOnly!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the field is hidden from agents.' })
  invisible!: boolean | null;

  @Field(() => String, { nullable: true, description: 'Default value of the field. Null if there is none.' })
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
@ObjectType({ description: 'Task template, which determines the fields of a new task.' })
export class ConnectTaskTemplate extends NamedEntity<'taskTemplate'> {
  protected readonly kind = 'taskTemplate';

  @Field(() => String, {
    nullable: true,
    description:
      'Status as returned by Connect: ACTIVE or INACTIVE. Tasks can be created only from an active template.',
  })
  status(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('Status', context);
  }

  @Field(() => ConnectContactFlow, {
    nullable: true,
    description: 'Flow that handles the tasks of the template. Null if the flow is given for each new task.',
  })
  contactFlow(@Ctx() context: GatewayContext): MaybePromise<ConnectContactFlow | null> {
    return this.field('ContactFlowId', context, (id) => (id ? new ConnectContactFlow(this.instanceId, id) : null));
  }

  @Field(() => ConnectContactFlow, {
    nullable: true,
    description: 'Flow for tasks that agents create for themselves. Null if there is none.',
  })
  selfAssignFlow(@Ctx() context: GatewayContext): MaybePromise<ConnectContactFlow | null> {
    return this.field('SelfAssignFlowId', context, (id) => (id ? new ConnectContactFlow(this.instanceId, id) : null));
  }

  @Field(() => [ConnectTaskTemplateField], {
    nullable: true,
    description: 'Fields of the template, in the order in which agents see them.',
  })
  fields(@Ctx() context: GatewayContext): MaybePromise<ConnectTaskTemplateField[] | null> {
    return whenKnown(this.load(context), (record) => record && fieldsOf(record));
  }

  @Field(() => DateTime, { nullable: true, description: 'Time when the template was created.' })
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

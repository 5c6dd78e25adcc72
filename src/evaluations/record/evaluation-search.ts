import type { EvaluationSearchCriteria } from '@aws-sdk/client-connect';
import { Field, Float, ID, InputType } from 'type-graphql';
import type { ConnectSession } from '../../connect/session/session.js';
import { badUserInput } from '../../graph/bad-user-input.js';
import { resourceIds } from '../../graph/resource-id.js';
import { DateTime } from '../../graph/types/scalars.js';
import { arnOf } from '../../ids/arn.js';
import { ConnectEvaluationStatusFilter } from '../evaluation-enums.js';

@InputType({ description: 'Time range, including both ends.' })
export class ConnectEvaluationTimeRange {
  @Field(() => DateTime, { description: 'Start of the range.' })
  from!: Date;

  @Field(() => DateTime, { description: 'End of the range. Must not be before `from`.' })
  to!: Date;
}

@InputType({
  description: 'Filter for evaluations. All given conditions must hold. A list matches if one of its values matches.',
})
export class ConnectEvaluationFilter {
  @Field(() => [ID], { nullable: true, description: 'Selects evaluations of these contacts. 1 to 100 ids or ARNs.' })
  contactIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Selects evaluations of these agents. 1 to 100 ids or ARNs.' })
  userIds?: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Selects evaluations made by these users. 1 to 100 ids or ARNs.',
  })
  evaluatorIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Selects evaluations with these forms. 1 to 100 ids or ARNs.' })
  formIds?: string[] | null;

  @Field(() => [ConnectEvaluationStatusFilter], {
    nullable: true,
    description: 'Selects evaluations with one of these statuses.',
  })
  statuses?: ConnectEvaluationStatusFilter[] | null;

  @Field(() => ConnectEvaluationTimeRange, {
    nullable: true,
    description: 'Selects evaluations that were started in this time range.',
  })
  created?: ConnectEvaluationTimeRange | null;

  @Field(() => ConnectEvaluationTimeRange, {
    nullable: true,
    description: 'Selects evaluations that were last changed in this time range.',
  })
  lastModified?: ConnectEvaluationTimeRange | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Selects evaluations with at least this score in percent, 0 to 100.',
  })
  minimumScore?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Selects evaluations with at most this score in percent, 0 to 100.',
  })
  maximumScore?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True selects evaluations with an automatic fail, false selects all others.',
  })
  automaticFail?: boolean | null;
}

/** Searchable fields. AWS does not document them, so the field names of result rows are used. */
const fields = {
  contact: 'ContactId',
  user: 'ContactAgentId',
  evaluator: 'EvaluatorArn',
  form: 'EvaluationFormId',
  status: 'Status',
  created: 'CreatedTime',
  lastModified: 'LastModifiedTime',
  score: 'ScorePercentage',
  automaticFail: 'ScoreAutomaticFail',
} as const;

/** Maximum number of values in one list of a filter. A longer list is probably a mistake. */
const maxAlternatives = 100;

/**
 * Converts a filter to Connect's search criteria; undefined for an empty filter.
 * @throws GraphQLError BAD_USER_INPUT; ConnectReadError when a needed ARN cannot be read.
 */
export async function searchCriteria(
  filter: ConnectEvaluationFilter,
  instanceId: string,
  connect: ConnectSession,
): Promise<EvaluationSearchCriteria | undefined> {
  const idsOf = (
    kind: 'contact' | 'user' | 'evaluationForm',
    name: 'contactIds' | 'userIds' | 'evaluatorIds' | 'formIds',
  ) => resourceIds(kind, filter[name], instanceId, connect.instances, `filter.${name}`, maxAlternatives);
  const evaluators = idsOf('user', 'evaluatorIds');
  const instanceArn = evaluators?.length ? await connect.instanceArn(instanceId) : '';
  const conditions = [
    oneOf('contactIds', fields.contact, idsOf('contact', 'contactIds')),
    oneOf('userIds', fields.user, idsOf('user', 'userIds')),
    oneOf(
      'evaluatorIds',
      fields.evaluator,
      evaluators?.map((id) => arnOf(instanceArn, 'user', id)),
    ),
    oneOf('formIds', fields.form, idsOf('evaluationForm', 'formIds')),
    oneOf('statuses', fields.status, filter.statuses),
    within('created', fields.created, filter.created),
    within('lastModified', fields.lastModified, filter.lastModified),
    ...scores(filter),
    typeof filter.automaticFail === 'boolean' && {
      BooleanCondition: {
        FieldName: fields.automaticFail,
        ComparisonType: filter.automaticFail ? ('IS_TRUE' as const) : ('IS_FALSE' as const),
      },
    },
  ].filter((condition) => condition !== null && condition !== false);
  return conditions.length > 1 ? { AndConditions: conditions } : conditions[0];
}

function oneOf(name: string, FieldName: string, values: readonly string[] | null | undefined) {
  if (!values) return null;
  if (values.length < 1 || values.length > maxAlternatives) {
    throw badUserInput(`\`filter.${name}\`: must have 1 to ${maxAlternatives} items, not ${values.length}.`);
  }
  return {
    OrConditions: values.map((Value) => ({ StringCondition: { FieldName, Value, ComparisonType: 'EXACT' as const } })),
  };
}

function within(name: string, FieldName: string, range: ConnectEvaluationTimeRange | null | undefined) {
  if (!range) return null;
  if (range.from > range.to) throw badUserInput(`\`filter.${name}.to\`: must not be before \`from\`.`);
  const [MinValue, MaxValue] = [range.from.toISOString(), range.to.toISOString()];
  return { DateTimeCondition: { FieldName, MinValue, MaxValue, ComparisonType: 'RANGE' as const } };
}

function scores({ minimumScore, maximumScore }: ConnectEvaluationFilter): EvaluationSearchCriteria[] {
  const of = (condition: EvaluationSearchCriteria['DecimalCondition']) => ({
    DecimalCondition: { FieldName: fields.score, ...condition },
  });
  return [
    ...(typeof minimumScore === 'number' ? [of({ MinValue: minimumScore, ComparisonType: 'GREATER_OR_EQUAL' })] : []),
    ...(typeof maximumScore === 'number' ? [of({ MaxValue: maximumScore, ComparisonType: 'LESSER_OR_EQUAL' })] : []),
  ];
}

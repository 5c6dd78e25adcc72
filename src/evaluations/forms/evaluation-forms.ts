import type { EvaluationFormSummary } from '@aws-sdk/client-connect';
import { Arg, Ctx, Field, FieldResolver, ID, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { listEvaluationForms } from '../../connect/reads/evaluation-reads.js';
import { ConnectInstance } from '../../directory/instances/instance.js';
import { ConnectUser, userOfArn } from '../../directory/users/user.js';
import { badUserInput } from '../../graph/bad-user-input.js';
import type { GatewayContext } from '../../graph/context.js';
import { byIdCost, CostOfField, listCost } from '../../graph/cost/costs.js';
import { resourceId } from '../../graph/resource-id.js';
import { connectionOf, edgeOf, type PagedList, readConnection } from '../../graph/types/connection.js';
import { DateTime } from '../../graph/types/scalars.js';
import { ConnectEvaluationForm } from './evaluation-form.js';

const formByIdCost = byIdCost((place, count) => count.add('DescribeEvaluationForm', place));

@ObjectType({ description: 'An evaluation form, over all of its versions.' })
export class ConnectEvaluationFormSummary {
  @Field(() => ID, { description: "Connect's own id; unique within the instance." })
  readonly id: string;

  @Field(() => ID, { nullable: true, description: "The form's ARN." })
  readonly arn: string | null;

  @Field(() => String, { nullable: true, description: 'Its title.' })
  readonly title: string | null;

  @Field(() => Int, { nullable: true, description: 'Its latest version, which may be a draft.' })
  readonly latestVersion: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The version with which new evaluations are made; null when none can be.',
  })
  readonly activeVersion: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was made.' })
  readonly createdAt: Date | null;

  @Field(() => ConnectUser, { nullable: true, description: 'User who made it; null when that is no user.' })
  readonly createdBy: ConnectUser | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was last changed.' })
  readonly lastModifiedAt: Date | null;

  @Field(() => ConnectUser, { nullable: true, description: 'User who last changed it; null when that is no user.' })
  readonly lastModifiedBy: ConnectUser | null;

  @Field(() => DateTime, { nullable: true, description: 'When a version was last activated; null when none was.' })
  readonly lastActivatedAt: Date | null;

  @Field(() => ConnectUser, { nullable: true, description: 'User who activated it; null when that is no user.' })
  readonly lastActivatedBy: ConnectUser | null;

  constructor(
    private readonly instanceId: string,
    summary: EvaluationFormSummary,
  ) {
    this.id = summary.EvaluationFormId ?? '';
    this.arn = summary.EvaluationFormArn ?? null;
    this.title = summary.Title ?? null;
    this.latestVersion = summary.LatestVersion ?? null;
    this.activeVersion = summary.ActiveVersion ?? null;
    this.createdAt = summary.CreatedTime ?? null;
    this.createdBy = userOfArn(instanceId, summary.CreatedBy);
    this.lastModifiedAt = summary.LastModifiedTime ?? null;
    this.lastModifiedBy = userOfArn(instanceId, summary.LastModifiedBy);
    this.lastActivatedAt = summary.LastActivatedTime ?? null;
    this.lastActivatedBy = userOfArn(instanceId, summary.LastActivatedBy);
  }

  @CostOfField(formByIdCost)
  @Field(() => ConnectEvaluationForm, {
    nullable: true,
    description: 'A version with its questions, by a DescribeEvaluationForm of its own.',
  })
  form(
    @Arg('version', () => Int, {
      nullable: true,
      description: 'Which; the active one when absent, or the latest when none is active.',
    })
    version: number | null | undefined,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectEvaluationForm | null> {
    return readForm(this.instanceId, this.id, version ?? this.activeVersion ?? this.latestVersion, context);
  }
}

@ObjectType({ description: 'An evaluation form in a list.' })
export class ConnectEvaluationFormSummaryEdge extends edgeOf(ConnectEvaluationFormSummary) {}

@ObjectType({ description: 'A page of evaluation forms.' })
export class ConnectEvaluationFormSummaryConnection extends connectionOf(
  ConnectEvaluationFormSummary,
  ConnectEvaluationFormSummaryEdge,
) {}

const maxFirst = 100;

@Resolver(() => ConnectInstance)
export class EvaluationFormsResolver {
  @CostOfField(formByIdCost)
  @FieldResolver(() => ConnectEvaluationForm, {
    nullable: true,
    description: 'One version of an evaluation form. Null when this instance has no such form or version.',
  })
  async evaluationForm(
    @Root() instance: ConnectInstance,
    @Arg('id', () => ID, { description: 'Id or ARN of the form.' }) id: string,
    @Arg('version', () => Int, { nullable: true, description: 'Which; the latest when absent, perhaps a draft.' })
    version: number | null | undefined,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectEvaluationForm | null> {
    const key = resourceId('evaluationForm', id, instance.id, context.connect.instances);
    return key === null ? null : readForm(instance.id, key, version ?? null, context);
  }

  @CostOfField(listCost('ListEvaluationForms', maxFirst, 'record'))
  @FieldResolver(() => ConnectEvaluationFormSummaryConnection, {
    nullable: true,
    description: 'Evaluation forms by ListEvaluationForms, without their questions.',
  })
  evaluationForms(
    @Root() instance: ConnectInstance,
    @Arg('first', () => Int, { defaultValue: 25, description: 'How many at most, 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The `endCursor` of the page before.' })
    after: string | null | undefined,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectEvaluationFormSummaryConnection> {
    const list: PagedList<{ InstanceId: string }, EvaluationFormSummary> = {
      name: `evaluationForms ${instance.id}`,
      query: () => ({ InstanceId: instance.id }),
      maxPageSize: maxFirst,
      sharedForMs: context.connect.shared.directory.listSharedMs,
      read: async (connect, query, NextToken, MaxResults) => {
        const answer = await connect.read(listEvaluationForms, { ...query, NextToken, MaxResults });
        return { rows: answer.EvaluationFormSummaryList ?? [], token: answer.NextToken };
      },
      idOf: ({ EvaluationFormId }: EvaluationFormSummary) => EvaluationFormId,
    };
    return readConnection(context, list, { first, after }, (row) => new ConnectEvaluationFormSummary(instance.id, row));
  }
}

/** @throws GraphQLError BAD_USER_INPUT; ConnectReadError */
async function readForm(instanceId: string, id: string, version: number | null, context: GatewayContext) {
  if (version !== null && version < 1) throw badUserInput(`\`version\`: must be at least 1, not ${version}.`);
  const form = new ConnectEvaluationForm(instanceId, id, version, null);
  return (await form.load(context)) && form;
}

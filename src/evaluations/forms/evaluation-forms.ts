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

@ObjectType({ description: 'Evaluation form, across all of its versions.' })
export class ConnectEvaluationFormSummary {
  @Field(() => ID, { description: 'Id in Connect, unique within the instance.' })
  readonly id: string;

  @Field(() => ID, { nullable: true, description: 'ARN of the form.' })
  readonly arn: string | null;

  @Field(() => String, { nullable: true, description: 'Title of the form.' })
  readonly title: string | null;

  @Field(() => Int, { nullable: true, description: 'Latest version of the form, which may be a draft.' })
  readonly latestVersion: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Version that new evaluations use. Null if no version is active.',
  })
  readonly activeVersion: number | null;

  @Field(() => DateTime, { nullable: true, description: 'Time when the form was created.' })
  readonly createdAt: Date | null;

  @Field(() => ConnectUser, {
    nullable: true,
    description: 'User who created the form. Null if it was not a Connect user.',
  })
  readonly createdBy: ConnectUser | null;

  @Field(() => DateTime, { nullable: true, description: 'Time of the last change to the form.' })
  readonly lastModifiedAt: Date | null;

  @Field(() => ConnectUser, {
    nullable: true,
    description: 'User who last changed the form. Null if it was not a Connect user.',
  })
  readonly lastModifiedBy: ConnectUser | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Time when a version was last activated. Null if no version was ever activated.',
  })
  readonly lastActivatedAt: Date | null;

  @Field(() => ConnectUser, {
    nullable: true,
    description: 'User who last activated a version. Null if it was not a Connect user.',
  })
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
    description: 'Version of the form, with its questions. Takes a DescribeEvaluationForm call.',
  })
  form(
    @Arg('version', () => Int, {
      nullable: true,
      description: 'Version number. If absent, the active version, or the latest version if none is active.',
    })
    version: number | null | undefined,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectEvaluationForm | null> {
    return readForm(this.instanceId, this.id, version ?? this.activeVersion ?? this.latestVersion, context);
  }
}

@ObjectType({ description: 'Evaluation form in a list, with its cursor.' })
export class ConnectEvaluationFormSummaryEdge extends edgeOf(ConnectEvaluationFormSummary) {}

@ObjectType({ description: 'Page of evaluation forms.' })
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
    description: 'Version of the evaluation form with the given id. Null if the instance has no such form or version.',
  })
  async evaluationForm(
    @Root() instance: ConnectInstance,
    @Arg('id', () => ID, { description: 'Id or ARN of the form.' }) id: string,
    @Arg('version', () => Int, {
      nullable: true,
      description: 'Version number. If absent, the latest version, which may be a draft.',
    })
    version: number | null | undefined,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectEvaluationForm | null> {
    const key = resourceId('evaluationForm', id, instance.id, context.connect.instances);
    return key === null ? null : readForm(instance.id, key, version ?? null, context);
  }

  @CostOfField(listCost('ListEvaluationForms', maxFirst, 'record'))
  @FieldResolver(() => ConnectEvaluationFormSummaryConnection, {
    nullable: true,
    description: 'Evaluation forms of the instance without their questions, read with ListEvaluationForms.',
  })
  evaluationForms(
    @Root() instance: ConnectInstance,
    @Arg('first', () => Int, { defaultValue: 25, description: 'Maximum number of items to return, 1 to 100.' })
    first: number,
    @Arg('after', () => String, {
      nullable: true,
      description: 'Cursor to continue after: the `endCursor` of the previous page.',
    })
    after: string | null | undefined,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectEvaluationFormSummaryConnection> {
    const list: PagedList<{ InstanceId: string }, EvaluationFormSummary> = {
      name: `evaluationForms ${instance.id}`,
      query: () => ({ InstanceId: instance.id }),
      maxPageSize: maxFirst,
      sharedForMs: context.connect.shared.directory.listSharedMs,
      read: async (connect, query, NextToken, MaxResults) => {
        const output = await connect.read(listEvaluationForms, { ...query, NextToken, MaxResults });
        return { rows: output.EvaluationFormSummaryList ?? [], token: output.NextToken };
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

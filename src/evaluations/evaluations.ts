import type { EvaluationSearchSummary, SearchContactEvaluationsCommandInput } from '@aws-sdk/client-connect';
import { Arg, Ctx, Field, FieldResolver, ID, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { searchContactEvaluations } from '../connect/reads/evaluation-reads.js';
import { ConnectContact } from '../contacts/contact.js';
import { ConnectInstance } from '../directory/instances/instance.js';
import type { GatewayContext } from '../graph/context.js';
import { byIdCost, CostOfField, type FieldCost, instanceCost, listCost } from '../graph/cost/costs.js';
import { resourceId } from '../graph/resource-id.js';
import { connectionOf, edgeOf, type PagedList, readConnection } from '../graph/types/connection.js';
import { ConnectEvaluation } from './evaluation.js';
import { partOfRow, partOfSummary } from './record/evaluation-record.js';
import { ConnectEvaluationFilter, searchCriteria } from './record/evaluation-search.js';

@ObjectType({ description: 'Evaluation in a list, with its cursor.' })
export class ConnectEvaluationEdge extends edgeOf(ConnectEvaluation) {}

@ObjectType({ description: 'Page of evaluations.' })
export class ConnectEvaluationConnection extends connectionOf(ConnectEvaluation, ConnectEvaluationEdge) {
  @Field(() => Int, {
    nullable: true,
    description: 'Approximate number of items in the whole list. Null if Connect does not return it.',
  })
  totalCount!: number | null;
}

/** Assumed maximum number of evaluations of a contact, for the cost estimate. */
const evaluationsPerContact = 20;

const ofContactCost: FieldCost = (_field, scope, count) => {
  count.add('ListContactEvaluations', scope);
  return { count: scope.count * evaluationsPerContact, known: 'summary' };
};

const maxFirst = 100;
const searchCost = listCost('SearchContactEvaluations', maxFirst, 'row', true);

@Resolver(() => ConnectContact)
export class EvaluationsOfContactResolver {
  @CostOfField(ofContactCost)
  @FieldResolver(() => [ConnectEvaluation], {
    nullable: true,
    description:
      'All evaluations of the contact, read with ListContactEvaluations. Null if the contact does not exist.',
  })
  async evaluations(
    @Root() contact: ConnectContact,
    @Ctx() { connect }: GatewayContext,
  ): Promise<ConnectEvaluation[] | null> {
    const { instanceId, id } = contact;
    const rows = await connect.loaders.evaluations.load({ instanceId, id });
    if (!rows) return null;
    return rows.map((row) => new ConnectEvaluation(instanceId, row.EvaluationId ?? '', partOfSummary(id, row)));
  }
}

@Resolver(() => ConnectInstance)
export class EvaluationsOfInstanceResolver {
  @CostOfField(byIdCost((scope, count) => count.add('DescribeContactEvaluation', scope)))
  @FieldResolver(() => ConnectEvaluation, {
    nullable: true,
    description: 'Evaluation with the given id. Null if the instance has no such evaluation.',
  })
  async evaluation(
    @Root() instance: ConnectInstance,
    @Arg('id', () => ID, { description: 'Id or ARN of the evaluation.' }) id: string,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectEvaluation | null> {
    const key = resourceId('evaluation', id, instance.id, context.connect.instances);
    if (key === null) return null;
    const evaluation = new ConnectEvaluation(instance.id, key);
    return (await evaluation.load(context)) && evaluation;
  }

  @CostOfField((field, scope, count) => {
    instanceCost(field, scope, count);
    return searchCost(field, scope, count);
  })
  @FieldResolver(() => ConnectEvaluationConnection, {
    nullable: true,
    description:
      'Evaluations of the instance, read with SearchContactEvaluations. A change appears after some seconds, when Connect has updated its index.',
  })
  async evaluations(
    @Root() instance: ConnectInstance,
    @Arg('filter', () => ConnectEvaluationFilter, {
      nullable: true,
      description: 'Conditions that the evaluations meet. Defaults to all evaluations.',
    })
    filter: ConnectEvaluationFilter | null | undefined,
    @Arg('first', () => Int, { defaultValue: 25, description: 'Maximum number of items to return, 1 to 100.' })
    first: number,
    @Arg('after', () => String, {
      nullable: true,
      description: 'Cursor to continue after: the `endCursor` of the previous page.',
    })
    after: string | null | undefined,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectEvaluationConnection> {
    const { connect } = context;
    const SearchCriteria = await searchCriteria(filter ?? {}, instance.id, connect);
    const list: PagedList<SearchContactEvaluationsCommandInput, EvaluationSearchSummary> = {
      name: `evaluations ${JSON.stringify([instance.id, SearchCriteria])}`,
      query: () => ({ InstanceId: instance.id, SearchCriteria }),
      maxPageSize: maxFirst,
      sharedForMs: connect.shared.searchMaxAgeMs,
      read: async (connect, query, NextToken, MaxResults) => {
        const output = await connect.read(searchContactEvaluations, { ...query, NextToken, MaxResults });
        const totalCount = output.ApproximateTotalCount ?? null;
        return { rows: output.EvaluationSearchSummaryList ?? [], token: output.NextToken, totalCount };
      },
      idOf: ({ EvaluationId }) => EvaluationId,
      about: ({ EvaluationId }) => [EvaluationId],
    };
    return readConnection(
      context,
      list,
      { first, after },
      (row) => new ConnectEvaluation(instance.id, row.EvaluationId ?? '', partOfRow(row)),
    );
  }
}

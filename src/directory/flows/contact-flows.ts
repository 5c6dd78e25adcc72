import { Arg, Ctx, Field, FieldResolver, InputType, ObjectType, Resolver, Root } from 'type-graphql';
import { flowRecord } from '../../connect/directory/directory-records.js';
import { listContactFlows, searchContactFlows } from '../../connect/reads/read-operations.js';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfField, type FieldCost, listCost } from '../../graph/cost/costs.js';
import { assertNoEmptyList, unique } from '../../graph/search-criteria.js';
import { countedConnectionOf, edgeOf } from '../../graph/types/connection.js';
import {
  AfterArg,
  FirstArg,
  IdArg,
  NamedFilter,
  readDirectory,
  resourceById,
  resourceByIdCost,
  searchInputOf,
} from '../../graph/types/directory-lists.js';
import { closedEnum, describeEnum } from '../../graph/types/open-enum.js';
import type { MaybePromise } from '../../lib/maybe-promise.js';
import { ConnectInstance } from '../instances/instance.js';
import { ConnectContactFlow, ConnectContactFlowType, contactFlowOf, flowTypeDescriptions } from './contact-flow.js';

@ObjectType({ description: 'Flow in a list, with its cursor.' })
export class ConnectContactFlowEdge extends edgeOf(ConnectContactFlow) {}

@ObjectType({ description: 'Page of flows.' })
export class ConnectContactFlowConnection extends countedConnectionOf(ConnectContactFlow, ConnectContactFlowEdge) {}

export const ConnectContactFlowTypeFilter = closedEnum(ConnectContactFlowType);
export type ConnectContactFlowTypeFilter = Exclude<ConnectContactFlowType, ConnectContactFlowType.UNKNOWN>;
describeEnum(
  ConnectContactFlowTypeFilter,
  'ConnectContactFlowTypeFilter',
  'Type of flow to filter by.',
  flowTypeDescriptions,
);

@InputType({ description: 'Filter for flows. All given conditions must hold.' })
export class ConnectContactFlowFilter extends NamedFilter {
  @Field(() => Boolean, {
    nullable: true,
    description: 'True for published flows only, false for unpublished flows only.',
  })
  published?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True for archived flows only, false for flows that are not archived.',
  })
  archived?: boolean | null;
}

type Filter = ConnectContactFlowFilter | null | undefined;

const maxFirst = 1_000;
/** Page size of SearchContactFlows, whose rows include the flows' content. */
const searchPageSize = 100;

function isSearch(filter: Filter): filter is ConnectContactFlowFilter {
  return Object.values(filter ?? {}).some((condition) => condition != null);
}

const contactFlowsCost: FieldCost = (field, scope, count) => {
  const list = isSearch(field.args.filter as Filter)
    ? listCost('SearchContactFlows', searchPageSize, 'record')
    : listCost('ListContactFlows', maxFirst, 'record');
  return list(field, scope, count);
};

@Resolver(() => ConnectInstance)
export class ContactFlowsResolver {
  @CostOfField(resourceByIdCost('contactFlow'))
  @FieldResolver(() => ConnectContactFlow, {
    nullable: true,
    description: 'Flow with the given id, published or only saved. Null if the instance has no such flow.',
  })
  contactFlow(
    @Root() instance: ConnectInstance,
    @IdArg('contactFlow') id: string,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectContactFlow | null> {
    return resourceById('contactFlow', instance, id, context, contactFlowOf);
  }

  @CostOfField(contactFlowsCost)
  @FieldResolver(() => ConnectContactFlowConnection, {
    nullable: true,
    description:
      'Flows of the instance, read with ListContactFlows. With a filter they are read with SearchContactFlows, and `first` is at most 100.',
  })
  contactFlows(
    @Root() instance: ConnectInstance,
    @Arg('types', () => [ConnectContactFlowTypeFilter], {
      nullable: true,
      description: 'Types of flows to return. Defaults to all types.',
    })
    types: ConnectContactFlowTypeFilter[] | null | undefined,
    @Arg('filter', () => ConnectContactFlowFilter, {
      nullable: true,
      description: 'Conditions that the flows meet. Defaults to all flows.',
    })
    filter: Filter,
    @FirstArg(maxFirst) first: number,
    @AfterArg() after: string | null | undefined,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectContactFlowConnection> {
    const { connect } = context;
    assertNoEmptyList('types', types);
    assertNoEmptyList('filter', filter);
    if (isSearch(filter)) {
      return readDirectory(
        context,
        instance,
        { first, after },
        {
          name: 'contactFlows by filter',
          query: searchQuery(filter, types),
          maxPageSize: searchPageSize,
          read: async (connect, input) => {
            const output = await connect.read(searchContactFlows, input);
            const rows = (output.ContactFlows ?? []).map(flowRecord);
            return { rows, token: output.NextToken, totalCount: output.ApproximateTotalCount };
          },
          idOf: ({ Id }) => Id,
          cache: connect.shared.directory.contactFlow,
          nodeOf: contactFlowOf,
        },
      );
    }
    return readDirectory(
      context,
      instance,
      { first, after },
      {
        name: 'contactFlows',
        query: { ContactFlowTypes: unique(types) },
        maxPageSize: maxFirst,
        read: async (connect, input) => {
          const output = await connect.read(listContactFlows, input);
          return { rows: output.ContactFlowSummaryList ?? [], token: output.NextToken };
        },
        idOf: ({ Id }) => Id,
        nodeOf: (instanceId, { ContactFlowType, ContactFlowState, ContactFlowStatus, ...summary }) =>
          contactFlowOf(instanceId, {
            ...summary,
            ...{ Type: ContactFlowType, State: ContactFlowState, Status: ContactFlowStatus },
          }),
      },
    );
  }
}

/** @throws GraphQLError BAD_USER_INPUT */
function searchQuery(
  { published, archived, ...named }: ConnectContactFlowFilter,
  types: ConnectContactFlowTypeFilter[] | null | undefined,
) {
  const ofTypes = types ? { OrConditions: unique(types)?.map((TypeCondition) => ({ TypeCondition })) } : null;
  const withStatus =
    published == null ? null : { StatusCondition: published ? ('PUBLISHED' as const) : ('SAVED' as const) };
  const inState = archived == null ? null : { StateCondition: archived ? ('ARCHIVED' as const) : ('ACTIVE' as const) };
  return searchInputOf(named, ofTypes, withStatus, inState);
}

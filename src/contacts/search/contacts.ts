import type { ContactSearchSummary } from '@aws-sdk/client-connect';
import { Arg, Ctx, FieldResolver, ID, Int, Resolver, Root } from 'type-graphql';
import { requireScopes } from '../../auth/guards.js';
import { searchContacts } from '../../connect/reads/read-operations.js';
import { ConnectInstance } from '../../directory/instances/instance.js';
import type { GatewayContext } from '../../graph/context.js';
import { byIdCost, CostOfField, listCost } from '../../graph/cost/costs.js';
import { resourceId } from '../../graph/resource-id.js';
import { type PagedList, readConnection } from '../../graph/types/connection.js';
import { ConnectContact, contactOfRow } from '../contact.js';
import { ConnectContactConnection } from './contact-connection.js';
import { ConnectContactFilter, ConnectContactSort } from './contact-search.js';
import { type SearchQuery, scopesOfFilter, searchQuery } from './contact-search-query.js';

const maxFirst = 100;

@Resolver(() => ConnectInstance)
export class ContactsResolver {
  @CostOfField(byIdCost((place, count) => count.add('DescribeContact', place)))
  @FieldResolver(() => ConnectContact, {
    nullable: true,
    description: 'Contact with the given id. Null if this instance has no such contact.',
  })
  async contact(
    @Root() instance: ConnectInstance,
    @Arg('id', () => ID, { description: 'Id or ARN of the contact.' }) id: string,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectContact | null> {
    const key = resourceId('contact', id, instance.id, context.connect.instances);
    if (!key) return null;
    const contact = new ConnectContact(instance.id, key);
    return (await contact.load(context)) && contact;
  }

  @CostOfField(listCost('SearchContacts', maxFirst, 'row', true))
  @FieldResolver(() => ConnectContactConnection, {
    nullable: true,
    description:
      "Contacts found with SearchContacts, by default newest first. Connect's search index lags by seconds; `asOf` is the time of the read.",
  })
  contacts(
    @Root() instance: ConnectInstance,
    @Arg('filter', () => ConnectContactFilter, {
      nullable: true,
      description: 'Conditions on the contacts. Defaults to contacts initiated in the last 24 hours.',
    })
    filter: ConnectContactFilter | null | undefined,
    @Arg('sort', () => ConnectContactSort, { nullable: true, description: 'Sort order. Defaults to newest first.' })
    sort: ConnectContactSort | null | undefined,
    @Arg('first', () => Int, { defaultValue: 25, description: 'Maximum number of contacts to return, 1 to 100.' })
    first: number,
    @Arg('after', () => String, {
      nullable: true,
      description: 'Cursor to continue after: the `endCursor` of the previous page.',
    })
    after: string | null | undefined,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectContactConnection> {
    requireScopes(context.caller, scopesOfFilter(filter));
    const query = searchQuery(instance.id, filter ?? {}, sort, context.connect.instances);
    const list: PagedList<SearchQuery, ContactSearchSummary> = {
      name: `contacts ${JSON.stringify([instance.id, filter, sort])}`,
      query: () => query(context.connect.now()),
      maxPageSize: maxFirst,
      sharedForMs: context.connect.shared.searchMaxAgeMs,
      read: async (connect, query, NextToken, MaxResults) => {
        const output = await connect.read(searchContacts, { ...query, NextToken, MaxResults });
        return { rows: output.Contacts ?? [], token: output.NextToken, totalCount: output.TotalCount ?? null };
      },
      idOf: ({ Id }) => Id,
      about: ({ Id }) => [Id],
    };
    return readConnection(context, list, { first, after }, (row) => contactOfRow(instance.id, row));
  }
}

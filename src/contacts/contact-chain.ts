import type { AssociatedContactSummary, ListAssociatedContactsCommandInput } from '@aws-sdk/client-connect';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { listAssociatedContacts } from '../connect/reads/read-operations.js';
import type { GatewayContext } from '../graph/context.js';
import { CostOfField, type FieldCost, listCost, rowsOf } from '../graph/cost/costs.js';
import { assertFirst, type PagedList, readConnection } from '../graph/types/connection.js';
import { ConnectContact, contactOfChain } from './contact.js';
import { longestChain, perhapsChainCost } from './contact-cost.js';
import { ConnectContactConnection } from './search/contact-connection.js';

/** Connect: "A contact cannot be transferred more than 11 times". */
export const maxTransfers = 11;

/** Returns the number of transfers in a chain, counted by the contacts that transfers created. */
export function transfersIn(chain: readonly AssociatedContactSummary[]): number {
  return chain.filter(isTransfer).length;
}

/** Whether a transfer created the contact. */
export function isTransfer({ InitiationMethod: method }: AssociatedContactSummary): boolean {
  return method === 'TRANSFER' || method === 'QUEUE_TRANSFER';
}

/** Whether a chain has 11 transfers, or 12 contacts including linked tasks. */
export function isChainFull(chain: readonly AssociatedContactSummary[]): boolean {
  return transfersIn(chain) >= maxTransfers || chain.length > maxTransfers;
}

/**
 * Returns the number of transfers in a contact's chain. Reads the chain only if the contact has a predecessor.
 * @throws ConnectReadError
 */
export async function transferCount(contact: ConnectContact, context: GatewayContext): Promise<number | null> {
  const read = contact.reader(context);
  if (!(await read('Id'))) return null;
  // A contact that a transfer created always has a predecessor.
  if (!(await read('PreviousContactId'))) return 0;
  return transfersIn(await context.connect.loaders.chain.load(contact));
}

const maxFirst = 100;

const chainCost: FieldCost = ({ args }, scope, count) => {
  const rows = Math.min(rowsOf(args.first, maxFirst), longestChain);
  if (rows > 0) count.add('ListAssociatedContacts', scope);
  return { count: scope.count * rows, staggered: scope.count > 1, known: 'summary' };
};

type Key = Pick<ListAssociatedContactsCommandInput, 'InstanceId' | 'ContactId'>;

const associatedCall = listCost('ListAssociatedContacts', maxFirst, 'summary', true);

/** The call is certain. The number of contacts is not, since most contacts have few associated ones. */
const associatedCost: FieldCost = (field, scope, count) => ({ ...associatedCall(field, scope, count), certain: false });

@Resolver(() => ConnectContact)
export class ContactChainResolver {
  @CostOfField(chainCost)
  @FieldResolver(() => ConnectContactConnection, {
    nullable: true,
    description: 'All contacts of the chain, including this one, oldest first. Read with ListAssociatedContacts.',
  })
  async chain(
    @Root() contact: ConnectContact,
    @Arg('first', () => Int, { defaultValue: 25, description: 'Maximum number of contacts to return, 1 to 100.' })
    first: number,
    @Arg('after', () => String, {
      nullable: true,
      description: 'Cursor to continue after: the `endCursor` of the previous page.',
    })
    after: string | null | undefined,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectContactConnection> {
    assertFirst(first, maxFirst);
    const chain = await context.connect.loaders.chain.load(contact);
    const list = {
      name: `chain ${contact.instanceId} ${contact.id}`,
      query: () => ({}),
      maxPageSize: maxFirst,
      sharedForMs: 0,
      // Connect's pages are not ordered by time, so the whole chain of at most 12 contacts is read as one page.
      read: async () => ({ rows: chain, token: undefined, totalCount: chain.length }),
    };
    return readConnection(context, list, { first, after }, (summary) => contactOfChain(contact.instanceId, summary));
  }

  @CostOfField(associatedCost)
  @FieldResolver(() => ConnectContactConnection, {
    nullable: true,
    description:
      'Contacts that are linked with this one by transfer or relation, including this one. Read page by page with ListAssociatedContacts, in the order that Connect returns.',
  })
  associatedContacts(
    @Root() { instanceId, id }: ConnectContact,
    @Arg('first', () => Int, { defaultValue: 25, description: 'Maximum number of contacts to return, 1 to 100.' })
    first: number,
    @Arg('after', () => String, {
      nullable: true,
      description: 'Cursor to continue after: the `endCursor` of the previous page.',
    })
    after: string | null | undefined,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectContactConnection> {
    const list: PagedList<Key, AssociatedContactSummary> = {
      name: `associated ${instanceId} ${id}`,
      query: () => ({ InstanceId: instanceId, ContactId: id }),
      maxPageSize: maxFirst,
      sharedForMs: 0,
      read: async (connect, query, NextToken, MaxResults) => {
        const output = await connect.read(listAssociatedContacts, { ...query, NextToken, MaxResults });
        return { rows: output.ContactSummaryList ?? [], token: output.NextToken };
      },
      idOf: ({ ContactId }) => ContactId,
    };
    return readConnection(context, list, { first, after }, (summary) => contactOfChain(instanceId, summary));
  }

  @CostOfField(perhapsChainCost)
  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'Number of transfers in the chain. Connect allows 11. Takes a ListAssociatedContacts call if the contact has a previous contact.',
  })
  transferCount(@Root() contact: ConnectContact, @Ctx() context: GatewayContext): Promise<number | null> {
    return transferCount(contact, context);
  }
}

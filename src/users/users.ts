import { Arg, Ctx, Field, FieldResolver, ID, InputType, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { directoryListSharedMs, userLookUp, userRecord } from '../connect/directory.js';
import { type MaybePromise, whenKnown } from '../connect/maybe-promise.js';
import { searchUsers } from '../connect/reads.js';
import { connectionOf, edgeOf, readConnection } from '../graph/connection.js';
import type { GatewayContext } from '../graph/context.js';
import { byIdCost, CostOfField, listCost } from '../graph/costs.js';
import { resourceId } from '../graph/resource-id.js';
import { searchText } from '../graph/search-text.js';
import { ConnectInstance } from '../instances/instance.js';
import { ConnectUser, userOf } from './user.js';

@ObjectType({ description: 'A user in a list.' })
export class ConnectUserEdge extends edgeOf(ConnectUser) {}

@ObjectType({ description: 'A page of users.' })
export class ConnectUserConnection extends connectionOf(ConnectUser, ConnectUserEdge) {}

@InputType({ description: 'Which users: all conditions given must hold.' })
export class ConnectUserFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Users whose username contains this, in any case; at most 100 characters.',
  })
  usernameContains?: string | null;
}

const maxFirst = 500;

@Resolver(() => ConnectInstance)
export class UsersResolver {
  @CostOfField(byIdCost((place, count) => count.lookUp(userLookUp, place)))
  @FieldResolver(() => ConnectUser, {
    nullable: true,
    description: 'One user. Null when this instance has no such user.',
  })
  user(
    @Root() instance: ConnectInstance,
    @Arg('id', () => ID, { description: 'Id or ARN of the user.' }) id: string,
    @Ctx() { connect }: GatewayContext,
  ): MaybePromise<ConnectUser | null> {
    const key = resourceId('user', id, instance.id, connect.instances);
    if (key === null) return null;
    const record = connect.loaders.user.load({ instanceId: instance.id, id: key });
    return whenKnown(record, (known) => known && userOf(instance.id, known));
  }

  @CostOfField(listCost('SearchUsers', maxFirst, 'record'))
  @FieldResolver(() => ConnectUserConnection, { nullable: true, description: 'Users by SearchUsers.' })
  users(
    @Root() instance: ConnectInstance,
    @Arg('filter', () => ConnectUserFilter, { nullable: true, description: 'All users when absent.' })
    filter: ConnectUserFilter | null | undefined,
    @Arg('first', () => Int, { defaultValue: 100, description: 'How many at most, 1 to 500.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The `endCursor` of the page before.' })
    after: string | null | undefined,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectUserConnection> {
    const usernameContains = searchText('filter.usernameContains', filter?.usernameContains, 1, 100);
    const SearchCriteria = usernameContains
      ? { StringCondition: { FieldName: 'username', ComparisonType: 'CONTAINS' as const, Value: usernameContains } }
      : undefined;
    return readConnection(
      context,
      {
        name: `users ${JSON.stringify([instance.id, usernameContains])}`,
        query: () => ({ InstanceId: instance.id, SearchCriteria }),
        maxPageSize: maxFirst,
        sharedForMs: directoryListSharedMs,
        read: async (query, NextToken, MaxResults) => {
          const answer = await context.connect.read(searchUsers, { ...query, NextToken, MaxResults });
          const rows = (answer.Users ?? []).map(userRecord);
          context.connect.shared.directory.users.learn(instance.id, rows);
          return { rows, token: answer.NextToken };
        },
      },
      { first, after },
      (row) => userOf(instance.id, row),
    );
  }
}

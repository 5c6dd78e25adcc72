import { Ctx, Directive, Field, ID, ObjectType } from 'type-graphql';
import { type UserRecord, userLookUp } from '../connect/directory.js';
import { arnOf, parseArn } from '../connect/ids.js';
import type { MaybePromise } from '../connect/maybe-promise.js';
import type { GatewayContext } from '../graph/context.js';
import { CostOfField, CostOfType, instanceCost, lookUpCost } from '../graph/costs.js';
import { ConnectEntity, knownPart, referenceResolver } from '../graph/entity.js';

const keys = ['id', 'instanceId', 'arn'];

@Directive('@key(fields: "arn")')
@Directive('@key(fields: "instanceId id")')
@Directive('@key(fields: "id")')
@CostOfType(lookUpCost(userLookUp, { id: keys, reference: keys }))
@ObjectType({ description: 'A user of an Amazon Connect instance, such as an agent.' })
export class ConnectUser extends ConnectEntity<UserRecord> {
  load({ connect }: GatewayContext): MaybePromise<UserRecord | null> {
    return connect.loaders.user.load(this);
  }

  @CostOfField(instanceCost)
  @Field(() => ID, { description: "The user's ARN." })
  async arn(@Ctx() { connect }: GatewayContext): Promise<string> {
    return arnOf(await connect.instanceArn(this.instanceId), 'user', this.id);
  }

  @Field(() => String, { nullable: true, description: 'The name with which the user logs in.' })
  username(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('Username', context);
  }

  @Field(() => String, { nullable: true, description: 'First name; null when Connect holds none.' })
  firstName(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('IdentityInfo', context, (value) => value?.FirstName ?? null);
  }

  @Field(() => String, { nullable: true, description: 'Last name; null when Connect holds none.' })
  lastName(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('IdentityInfo', context, (value) => value?.LastName ?? null);
  }
}

/** A user as SearchUsers and DescribeUser show one. */
export function userOf(instanceId: string, record: UserRecord): ConnectUser {
  const known = knownPart<UserRecord>(['Id', 'Arn', 'Username', 'IdentityInfo'], record);
  return new ConnectUser(instanceId, record.Id ?? '', known);
}

/** The user that an ARN names; null when it names something else, such as a role that called Connect. */
export function userOfArn(instanceId: string, arn: string | undefined): ConnectUser | null {
  const parsed = arn ? parseArn(arn) : null;
  return parsed?.kind === 'user' && parsed.instanceId === instanceId ? new ConnectUser(instanceId, parsed.id) : null;
}

export const userReference = referenceResolver('user', (instanceId, id) => new ConnectUser(instanceId, id));

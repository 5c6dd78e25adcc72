import { Ctx, Directive, Field, ID, ObjectType } from 'type-graphql';
import type { UserRecord } from '../connect/directory.js';
import { arnOf } from '../connect/ids.js';
import type { GatewayContext } from '../graph/context.js';
import { ConnectEntity, knownPart, referenceResolver } from '../graph/entity.js';

@Directive('@key(fields: "arn")')
@Directive('@key(fields: "instanceId id")')
@Directive('@key(fields: "id")')
@ObjectType({ description: 'A user of an Amazon Connect instance, such as an agent.' })
export class ConnectUser extends ConnectEntity<UserRecord> {
  load({ connect }: GatewayContext): Promise<UserRecord | null> {
    return connect.loaders.user.load(this);
  }

  @Field(() => ID, { description: "The user's ARN." })
  async arn(@Ctx() { connect }: GatewayContext): Promise<string> {
    return arnOf(await connect.instanceArn(this.instanceId), 'user', this.id);
  }

  @Field(() => String, { nullable: true, description: 'The name with which the user logs in.' })
  async username(@Ctx() context: GatewayContext): Promise<string | null> {
    return (await this.member('Username', context)) ?? null;
  }

  @Field(() => String, { nullable: true, description: 'First name; null when Connect holds none.' })
  async firstName(@Ctx() context: GatewayContext): Promise<string | null> {
    return (await this.member('IdentityInfo', context))?.FirstName ?? null;
  }

  @Field(() => String, { nullable: true, description: 'Last name; null when Connect holds none.' })
  async lastName(@Ctx() context: GatewayContext): Promise<string | null> {
    return (await this.member('IdentityInfo', context))?.LastName ?? null;
  }
}

/** A user as SearchUsers and DescribeUser show one. */
export function userOf(instanceId: string, record: UserRecord): ConnectUser {
  const known = knownPart<UserRecord>(['Id', 'Arn', 'Username', 'IdentityInfo'], record);
  return new ConnectUser(instanceId, record.Id ?? '', known);
}

export const userReference = referenceResolver('user', (instanceId, id) => new ConnectUser(instanceId, id));

import type { User } from '@aws-sdk/client-connect';
import { Ctx, Directive, Field, ID, ObjectType } from 'type-graphql';
import type { UserRecord } from '../../connect/directory/directory-records.js';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfField, CostOfType, describeCost } from '../../graph/cost/costs.js';
import { directoryCost, TaggedEntity } from '../../graph/types/directory-entity.js';
import { referenceResolver, wholeRecord } from '../../graph/types/entity.js';
import { DateTime } from '../../graph/types/scalars.js';
import { parseArn } from '../../ids/arn.js';
import type { MaybePromise } from '../../lib/maybe-promise.js';
import { ConnectHierarchyGroup } from '../hierarchy-groups/hierarchy-group.js';
import { ConnectRoutingProfile } from '../routing-profiles/routing-profile.js';
import {
  ConnectUserChannelConfig,
  ConnectUserPhoneConfig,
  ConnectUserPhoneNumber,
  channelConfigsOf,
  phoneConfigOf,
  phoneNumbersOf,
} from './user-config.js';

const wholeCost = describeCost('DescribeUser');
const separatelyRead = [
  ...['email', 'secondaryEmail', 'mobile', 'deskPhoneNumber', 'phoneNumbers', 'channelConfigs', 'lastModifiedAt'],
  'current',
];

@Directive('@key(fields: "arn")')
@Directive('@key(fields: "instanceId id")')
@Directive('@key(fields: "id")')
@CostOfType(directoryCost('user', separatelyRead))
@ObjectType({ description: 'User of an Amazon Connect instance, such as an agent.' })
export class ConnectUser extends TaggedEntity<'user'> {
  protected readonly kind = 'user';

  @Field(() => String, { nullable: true, description: 'Name that the user logs in with.' })
  username(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('Username', context);
  }

  @Field(() => String, { nullable: true, description: 'First name. Null if Connect has none.' })
  firstName(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('IdentityInfo', context, (value) => value?.FirstName ?? null);
  }

  @Field(() => String, { nullable: true, description: 'Last name. Null if Connect has none.' })
  lastName(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('IdentityInfo', context, (value) => value?.LastName ?? null);
  }

  @Field(() => ConnectUserPhoneConfig, { nullable: true, description: 'Phone settings of the user.' })
  phoneConfig(@Ctx() context: GatewayContext): MaybePromise<ConnectUserPhoneConfig | null> {
    return this.field('PhoneConfig', context, (config) => (config ? phoneConfigOf(config) : null));
  }

  @Field(() => ConnectRoutingProfile, {
    nullable: true,
    description: 'Routing profile of the user, which determines the contacts that the user is offered.',
  })
  routingProfile(@Ctx() context: GatewayContext): MaybePromise<ConnectRoutingProfile | null> {
    return this.field('RoutingProfileId', context, (id) =>
      id ? new ConnectRoutingProfile(this.instanceId, id) : null,
    );
  }

  @Field(() => [ID], {
    nullable: true,
    description: 'Ids of the security profiles, which determine what the user may do in Connect.',
  })
  securityProfileIds(@Ctx() context: GatewayContext): MaybePromise<string[] | null> {
    return this.field('SecurityProfileIds', context);
  }

  @Field(() => ConnectHierarchyGroup, {
    nullable: true,
    description: 'Hierarchy group of the user. Null if the user has none.',
  })
  hierarchyGroup(@Ctx() context: GatewayContext): MaybePromise<ConnectHierarchyGroup | null> {
    return this.field('HierarchyGroupId', context, (id) =>
      id ? new ConnectHierarchyGroup(this.instanceId, id) : null,
    );
  }

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the user in the directory that manages identities. Null if Connect manages them itself.',
  })
  directoryUserId(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('DirectoryUserId', context);
  }

  @CostOfField(wholeCost)
  @Field(() => String, {
    nullable: true,
    description: 'Email address. Null if Connect has none. Personal data. Takes a DescribeUser call.',
  })
  email(@Ctx() context: GatewayContext): Promise<string | null> {
    return this.#whole(context, ({ IdentityInfo }) => IdentityInfo?.Email ?? null);
  }

  @CostOfField(wholeCost)
  @Field(() => String, {
    nullable: true,
    description: 'Secondary email address. Null if Connect has none. Personal data. Takes a DescribeUser call.',
  })
  secondaryEmail(@Ctx() context: GatewayContext): Promise<string | null> {
    return this.#whole(context, ({ IdentityInfo }) => IdentityInfo?.SecondaryEmail ?? null);
  }

  @CostOfField(wholeCost)
  @Field(() => String, {
    nullable: true,
    description: 'Mobile phone number. Null if Connect has none. Personal data. Takes a DescribeUser call.',
  })
  mobile(@Ctx() context: GatewayContext): Promise<string | null> {
    return this.#whole(context, ({ IdentityInfo }) => IdentityInfo?.Mobile ?? null);
  }

  @CostOfField(wholeCost)
  @Field(() => String, {
    nullable: true,
    description: 'Number of the desk phone. Null if the user has none. Personal data. Takes a DescribeUser call.',
  })
  deskPhoneNumber(@Ctx() context: GatewayContext): Promise<string | null> {
    return this.#whole(context, ({ PhoneConfig }) => PhoneConfig?.DeskPhoneNumber ?? null);
  }

  @CostOfField(wholeCost)
  @Field(() => [ConnectUserPhoneNumber], {
    nullable: true,
    description:
      'Phones of the user by channel. Null if Connect does not return them. Personal data. Takes a DescribeUser call.',
  })
  phoneNumbers(@Ctx() context: GatewayContext): Promise<ConnectUserPhoneNumber[] | null> {
    return this.#whole(context, phoneNumbersOf);
  }

  @CostOfField(wholeCost)
  @Field(() => [ConnectUserChannelConfig], {
    nullable: true,
    description: 'Settings by channel. They may differ from `phoneConfig`. Takes a DescribeUser call.',
  })
  channelConfigs(@Ctx() context: GatewayContext): Promise<ConnectUserChannelConfig[] | null> {
    return this.#whole(context, channelConfigsOf);
  }

  @CostOfField(wholeCost)
  @Field(() => DateTime, {
    nullable: true,
    description: 'Time of the last change to the user. Takes a DescribeUser call.',
  })
  lastModifiedAt(@Ctx() context: GatewayContext): Promise<Date | null> {
    return this.#whole(context, ({ LastModifiedTime }) => LastModifiedTime ?? null);
  }

  /** Reads members that search rows and cached records lack. @throws ConnectReadError */
  async #whole<Shown>({ connect }: GatewayContext, show: (user: User) => Shown | null): Promise<Shown | null> {
    const user = await connect.loaders.wholeUser.load(this);
    return user && show(user);
  }
}

/** Converts a user record of the cache or of a search. */
export function userOf(instanceId: string, record: UserRecord): ConnectUser {
  return new ConnectUser(instanceId, record.Id ?? '', wholeRecord(record));
}

/** Returns the user of an ARN; null for other ARNs, such as the IAM role that called Connect. */
export function userOfArn(instanceId: string, arn: string | undefined): ConnectUser | null {
  const parsed = arn ? parseArn(arn) : null;
  return parsed?.kind === 'user' && parsed.instanceId === instanceId ? new ConnectUser(instanceId, parsed.id) : null;
}

export const userReference = referenceResolver('user', (instanceId, id) => new ConnectUser(instanceId, id));

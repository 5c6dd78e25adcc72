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
const ofItsOwnRead = [
  ...['email', 'secondaryEmail', 'mobile', 'deskPhoneNumber', 'phoneNumbers', 'channelConfigs', 'lastModifiedAt'],
  'current',
];

@Directive('@key(fields: "arn")')
@Directive('@key(fields: "instanceId id")')
@Directive('@key(fields: "id")')
@CostOfType(directoryCost('user', ofItsOwnRead))
@ObjectType({ description: 'A user of an Amazon Connect instance, such as an agent.' })
export class ConnectUser extends TaggedEntity<'user'> {
  protected readonly kind = 'user';

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

  @Field(() => ConnectUserPhoneConfig, { nullable: true, description: "How the user's contacts arrive." })
  phoneConfig(@Ctx() context: GatewayContext): MaybePromise<ConnectUserPhoneConfig | null> {
    return this.field('PhoneConfig', context, (config) => (config ? phoneConfigOf(config) : null));
  }

  @Field(() => ConnectRoutingProfile, { nullable: true, description: 'Which contacts the user is offered.' })
  routingProfile(@Ctx() context: GatewayContext): MaybePromise<ConnectRoutingProfile | null> {
    return this.field('RoutingProfileId', context, (id) =>
      id ? new ConnectRoutingProfile(this.instanceId, id) : null,
    );
  }

  @Field(() => [ID], { nullable: true, description: 'Ids of the security profiles: what the user may do in Connect.' })
  securityProfileIds(@Ctx() context: GatewayContext): MaybePromise<string[] | null> {
    return this.field('SecurityProfileIds', context);
  }

  @Field(() => ConnectHierarchyGroup, {
    nullable: true,
    description: 'The group to which the user belongs; null when there is none.',
  })
  hierarchyGroup(@Ctx() context: GatewayContext): MaybePromise<ConnectHierarchyGroup | null> {
    return this.field('HierarchyGroupId', context, (id) =>
      id ? new ConnectHierarchyGroup(this.instanceId, id) : null,
    );
  }

  @Field(() => ID, {
    nullable: true,
    description: 'Id in the directory that manages identities; null when Connect itself does.',
  })
  directoryUserId(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('DirectoryUserId', context);
  }

  @CostOfField(wholeCost)
  @Field(() => String, {
    nullable: true,
    description: 'Email address; null when Connect holds none. Personal data. Takes a DescribeUser.',
  })
  email(@Ctx() context: GatewayContext): Promise<string | null> {
    return this.#whole(context, ({ IdentityInfo }) => IdentityInfo?.Email ?? null);
  }

  @CostOfField(wholeCost)
  @Field(() => String, {
    nullable: true,
    description: 'Another email address; null when Connect holds none. Personal data. Takes a DescribeUser.',
  })
  secondaryEmail(@Ctx() context: GatewayContext): Promise<string | null> {
    return this.#whole(context, ({ IdentityInfo }) => IdentityInfo?.SecondaryEmail ?? null);
  }

  @CostOfField(wholeCost)
  @Field(() => String, {
    nullable: true,
    description: 'Mobile phone number; null when Connect holds none. Personal data. Takes a DescribeUser.',
  })
  mobile(@Ctx() context: GatewayContext): Promise<string | null> {
    return this.#whole(context, ({ IdentityInfo }) => IdentityInfo?.Mobile ?? null);
  }

  @CostOfField(wholeCost)
  @Field(() => String, {
    nullable: true,
    description: 'Number of the desk phone; null without one. Personal data. Takes a DescribeUser.',
  })
  deskPhoneNumber(@Ctx() context: GatewayContext): Promise<string | null> {
    return this.#whole(context, ({ PhoneConfig }) => PhoneConfig?.DeskPhoneNumber ?? null);
  }

  @CostOfField(wholeCost)
  @Field(() => [ConnectUserPhoneNumber], {
    nullable: true,
    description: 'Phones by channel; null where Connect does not say. Personal data. Takes a DescribeUser.',
  })
  phoneNumbers(@Ctx() context: GatewayContext): Promise<ConnectUserPhoneNumber[] | null> {
    return this.#whole(context, phoneNumbersOf);
  }

  @CostOfField(wholeCost)
  @Field(() => [ConnectUserChannelConfig], {
    nullable: true,
    description: 'Settings by channel, where they differ from `phoneConfig`. Takes a DescribeUser.',
  })
  channelConfigs(@Ctx() context: GatewayContext): Promise<ConnectUserChannelConfig[] | null> {
    return this.#whole(context, channelConfigsOf);
  }

  @CostOfField(wholeCost)
  @Field(() => DateTime, { nullable: true, description: 'When the user was changed last. Takes a DescribeUser.' })
  lastModifiedAt(@Ctx() context: GatewayContext): Promise<Date | null> {
    return this.#whole(context, ({ LastModifiedTime }) => LastModifiedTime ?? null);
  }

  /** Reads members that search rows and cached records lack. @throws ConnectReadError */
  async #whole<Shown>({ connect }: GatewayContext, show: (user: User) => Shown | null): Promise<Shown | null> {
    const user = await connect.loaders.wholeUser.load(this);
    return user && show(user);
  }
}

/** Converts a cached user record. */
export function userOf(instanceId: string, record: UserRecord): ConnectUser {
  return new ConnectUser(instanceId, record.Id ?? '', wholeRecord(record));
}

/** Returns the user of an ARN; null for other ARNs, such as the IAM role that called Connect. */
export function userOfArn(instanceId: string, arn: string | undefined): ConnectUser | null {
  const parsed = arn ? parseArn(arn) : null;
  return parsed?.kind === 'user' && parsed.instanceId === instanceId ? new ConnectUser(instanceId, parsed.id) : null;
}

export const userReference = referenceResolver('user', (instanceId, id) => new ConnectUser(instanceId, id));

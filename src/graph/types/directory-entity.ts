import { Arg, Ctx, Field, ID, ObjectType } from 'type-graphql';
import { type DirectoryKind, type DirectoryRecords, lookUps } from '../../connect/directory/directory.js';
import { loadRecord } from '../../connect/session/loaders.js';
import { arnOf } from '../../ids/arn.js';
import type { MaybePromise } from '../../lib/maybe-promise.js';
import type { GatewayContext } from '../context.js';
import { CostOfField, instanceCost, lookUpCost } from '../cost/costs.js';
import { ConnectEntity } from './entity.js';
import { DateTime } from './scalars.js';
import { ConnectTag, keysArgument, tagsOf } from './tag.js';

/** Fields that need no read of the resource if the id is known. */
export const keyFields = ['id', 'instanceId', 'arn'];

/**
 * Returns the cost of a directory resource's fields.
 *
 * @param own Fields with a separate read that needs only the id.
 * @param known Fields that need no read of the resource, by the value of `CostScope.known`.
 */
export function directoryCost(
  kind: DirectoryKind,
  own: readonly string[] = [],
  known: Readonly<Record<string, readonly string[]>> = {},
) {
  return lookUpCost(lookUps[kind], { id: [...keyFields, ...own], reference: keyFields, ...known });
}

/** A resource that the directory caches. */
@ObjectType()
export abstract class DirectoryEntity<Kind extends DirectoryKind> extends ConnectEntity<DirectoryRecords[Kind]> {
  protected abstract readonly kind: Kind;

  load({ connect }: GatewayContext): MaybePromise<DirectoryRecords[Kind] | null> {
    return loadRecord(connect.loaders, this.kind, this);
  }

  @CostOfField(instanceCost)
  @Field(() => ID, { description: 'ARN of the resource.' })
  arn(@Ctx() { connect }: GatewayContext): MaybePromise<string> {
    return connect.instanceArn(this.instanceId).then((arn) => arnOf(arn, this.kind, this.id));
  }
}

/** A directory resource with tags. */
@ObjectType()
export abstract class TaggedEntity<Kind extends Exclude<DirectoryKind, 'contactFlow'>> extends DirectoryEntity<Kind> {
  @Field(() => [ConnectTag], { nullable: true, description: 'Tags of the resource, sorted by key.' })
  tags(
    @Arg('keys', () => [String], keysArgument)
    keys: string[] | null | undefined,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectTag[] | null> {
    return this.field('Tags', context, (tags) => tagsOf(tags, keys));
  }
}

/** Kinds of resources with a name, a description and the time of the last change. */
type NamedKind = Exclude<DirectoryKind, 'user' | 'contactFlow' | 'routingProfile' | 'hierarchyGroup'>;

@ObjectType()
export abstract class NamedEntity<Kind extends NamedKind> extends TaggedEntity<Kind> {
  @Field(() => String, { nullable: true, description: 'Name of the resource.' })
  name(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('Name', context, (name) => name || null);
  }

  @Field(() => String, { nullable: true, description: 'Description of the resource. Null if there is none.' })
  description(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('Description', context, (description) => description ?? null);
  }

  @Field(() => DateTime, {
    nullable: true,
    description: 'Time of the last change to the resource. Null if Connect does not return it.',
  })
  lastModifiedAt(@Ctx() context: GatewayContext): MaybePromise<Date | null> {
    return this.field('LastModifiedTime', context, (time) => time ?? null);
  }
}

import { Ctx, Field, ID, ObjectType } from 'type-graphql';
import { parseArn, type ResourceKind } from '../../ids/arn.js';
import type { Instances } from '../../ids/instances.js';
import { type MaybePromise, whenKnown } from '../../lib/maybe-promise.js';
import type { GatewayContext } from '../context.js';
import type { EntityReference, ReferenceResolver } from './reference.js';

/** Members of an entity that are known without a call. */
export interface KnownPart<Full extends object> {
  readonly members: { has(member: keyof Full): boolean };
  readonly values: Partial<Full>;
}

/** Returns a known part. A member in `members` but not in `values` is known to be absent. */
export function knownPart<Full extends object>(
  members: readonly (keyof Full)[],
  values: Partial<Full>,
): KnownPart<Full> {
  return { members: new Set(members), values };
}

/** Returns a whole record as a known part. Members that the record does not have are known to be absent. */
export function wholeRecord<Full extends object>(values: Full): KnownPart<Full> {
  return { members: everything, values };
}
const everything = { has: () => true };

/**
 * A resource of Connect, known by its id and perhaps by some members, for example from a search row or from another
 * subgraph's reference. The whole record is read when a field needs an unknown member, once per request.
 */
@ObjectType()
export abstract class ConnectEntity<Full extends object> {
  /** Whether the resource is known to be in this instance. False for a reference that was not verified. */
  isInstanceVerified = true;

  constructor(
    readonly instanceId: string,
    readonly id: string,
    private readonly known: KnownPart<Full> | null = null,
  ) {}

  @Field(() => ID, { name: 'id', description: 'Id in Connect, unique within the instance.' })
  publishedId(@Ctx() context: GatewayContext): string {
    if (this.isInstanceVerified) context.connect.instances.remember(this.id, this.instanceId);
    return this.id;
  }

  @Field(() => ID, {
    name: 'instanceId',
    description: 'Id of the Amazon Connect instance to which the resource belongs.',
  })
  publishedInstanceId(): string {
    return this.instanceId;
  }

  /** Reads the whole record; null if the resource does not exist. @throws ConnectReadError */
  abstract load(context: GatewayContext): MaybePromise<Full | null>;

  /** Whether an ARN with the resource's id also has the right account and instance. @throws ConnectReadError */
  async isNamedBy(arn: string, { connect }: GatewayContext): Promise<boolean> {
    return parseArn(arn)?.instanceArn === (await connect.instanceArn(this.instanceId));
  }

  /** Whether a member is known without a call. */
  protected knows(member: keyof Full): boolean {
    return this.known?.members.has(member) ?? false;
  }

  /**
   * Returns a member as a field's value, null if it is absent. Known members are returned synchronously, because a
   * promise for each of a page's thousand fields would cost more than all other work.
   *
   * @param show Converts the member to the field's value.
   * @throws ConnectReadError
   */
  field<Name extends keyof Full>(name: Name, context: GatewayContext): MaybePromise<NonNullable<Full[Name]> | null>;
  field<Name extends keyof Full, Shown>(
    name: Name,
    context: GatewayContext,
    show: (value: Full[Name] | undefined) => Shown,
  ): MaybePromise<Shown>;
  field<Name extends keyof Full>(
    name: Name,
    context: GatewayContext,
    show: (value: Full[Name] | undefined) => unknown = (value) => value ?? null,
  ): unknown {
    if (this.knows(name)) return show(this.known?.values[name]);
    return whenKnown(this.load(context), (record) => show(record?.[name]));
  }

  /** Returns a member of the record, read from Connect if it is not known. @throws ConnectReadError */
  protected async member<Name extends keyof Full>(
    name: Name,
    context: GatewayContext,
  ): Promise<Full[Name] | undefined> {
    if (this.knows(name)) return this.known?.values[name];
    return (await this.load(context))?.[name];
  }
}

interface Location {
  readonly instanceId: string;
  readonly id: string;
  /** Whether the id is a decoy for a resource that the caller must not access. */
  readonly isDecoy?: boolean;
}

/** Returns the possible locations of a reference by ARN, by instance and id, or by id alone. */
function locationsOf({ arn, id, instanceId }: EntityReference, kind: ResourceKind, instances: Instances): Location[] {
  if (arn !== undefined) {
    const parsed = parseArn(arn);
    if (parsed?.kind !== kind) return [];
    const instance = instances.findOf(parsed);
    return instance ? [{ instanceId: instance.id, id: parsed.id }] : decoyLocation(arn, instances);
  }
  if (id === undefined) return [];
  if (instanceId === undefined) return instances.homesOf(id).map((instance) => ({ instanceId: instance.id, id }));
  const instance = instances.find(instanceId);
  return instance ? [{ instanceId: instance.id, id }] : decoyLocation(`${instanceId}/${id}`, instances);
}

function decoyLocation(name: string, instances: Instances): Location[] {
  const id = instances.decoyIdFor(name);
  return id && instances.default ? [{ instanceId: instances.default.id, id, isDecoy: true }] : [];
}

/**
 * Returns the resolver of references to one kind of entity. A reference resolves to the first location that has the
 * resource. If all selected fields follow from the reference, it resolves to its first location without a read.
 *
 * @param entityAt Creates the entity. The ARN is given if the reference has one and is not verified.
 */
export function referenceResolver<Entity extends ConnectEntity<object>>(
  kind: Exclude<ResourceKind, 'instance'>,
  entityAt: (instanceId: string, id: string, arn: string | undefined) => Entity,
): ReferenceResolver {
  return async (reference, context, selected) => {
    const locations = locationsOf(reference, kind, context.connect.instances);
    const available = fieldsFromReference(reference, kind, locations.length);
    const verify = [...selected].some((field) => !available.has(field));
    for (const { instanceId, id, isDecoy } of locations) {
      if (isDecoy && !verify) continue;
      const { arn } = reference;
      const entity = entityAt(instanceId, id, verify ? undefined : arn);
      entity.isInstanceVerified = verify;
      if (!verify) return entity;
      if ((await entity.load(context)) && (arn === undefined || (await entity.isNamedBy(arn, context)))) return entity;
    }
    return null;
  };
}

const keyFields = ['id', 'arn', 'instanceId'] as const;

/** Returns the fields that follow from a reference without a read of the resource. */
function fieldsFromReference(reference: EntityReference, kind: ResourceKind, locations: number): ReadonlySet<string> {
  const fields = new Set<string>(keyFields.filter((name) => reference[name] !== undefined));
  if (locations > 1) return fields;
  fields.add('id').add('instanceId');
  // The ARN cannot be built from a queue's id, because the ARN of an agent's queue has another form.
  if (kind !== 'queue') fields.add('arn');
  return fields;
}

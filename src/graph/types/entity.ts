import { Ctx, Field, ID, ObjectType } from 'type-graphql';
import { parseArn, type ResourceKind } from '../../ids/arn.js';
import type { Instances } from '../../ids/instances.js';
import { type MaybePromise, whenKnown } from '../../lib/maybe-promise.js';
import type { GatewayContext } from '../context.js';
import type { EntityReference, ReferenceResolver } from './reference.js';

/** Members of an entity that are known already, and need no call. */
export interface KnownPart<Full extends object> {
  readonly members: { has(member: keyof Full): boolean };
  readonly values: Partial<Full>;
}

/** A part of which all that `values` could hold is known, the members that are absent too. */
export function knownPart<Full extends object>(
  members: readonly (keyof Full)[],
  values: Partial<Full>,
): KnownPart<Full> {
  return { members: new Set(members), values };
}

/** All of a record: what is absent from it there is not. */
export function wholeRecord<Full extends object>(values: Full): KnownPart<Full> {
  return { members: everything, values };
}
const everything = { has: () => true };

/**
 * A thing of Connect's that is known by its id, and perhaps in part: a search row, a reference from another subgraph.
 * The rest is read when a field asks for a member that is not known, once per request.
 */
@ObjectType()
export abstract class ConnectEntity<Full extends object> {
  /** Whether it is known to be in this instance; a reference that was not looked for may claim what it likes. */
  certain = true;

  constructor(
    readonly instanceId: string,
    readonly id: string,
    private readonly known: KnownPart<Full> | null = null,
  ) {}

  @Field(() => ID, { name: 'id', description: "Connect's own id; unique within the instance." })
  publishedId(@Ctx() context: GatewayContext): string {
    if (this.certain) context.connect.instances.remember(this.id, this.instanceId);
    return this.id;
  }

  @Field(() => ID, { name: 'instanceId', description: 'Id of the Amazon Connect instance to which it belongs.' })
  publishedInstanceId(): string {
    return this.instanceId;
  }

  /** The whole record; null when Connect has none. @throws ConnectReadError */
  abstract load(context: GatewayContext): MaybePromise<Full | null>;

  /** Whether an ARN with its id is its own: one may name another account, too. @throws ConnectReadError */
  async isNamedBy(arn: string, { connect }: GatewayContext): Promise<boolean> {
    return parseArn(arn)?.instanceArn === (await connect.instanceArn(this.instanceId));
  }

  /** Whether a member can be had without a call. */
  protected knows(member: keyof Full): boolean {
    return this.known?.members.has(member) ?? false;
  }

  /**
   * One member of the record as a field shows it, null when it is absent. What is known is there at once: a page of known
   * things has a thousand fields, and a promise for each would cost more than all the rest.
   *
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

  /** One member of the record, from what is known or else from Connect. @throws ConnectReadError */
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
  /** Looked for in place of what is kept from the caller. */
  readonly isDecoy?: boolean;
}

/** Where a reference by ARN, by instance and id, or by id alone may point; nowhere when the caller has no such instance. */
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
 * Resolves references to one kind of entity: to the first place that has it or, where nothing is selected that has to be
 * looked up, to the one place where it must be.
 *
 * @param entityAt Makes the entity; the ARN is there when the reference holds it and nothing is looked up.
 */
export function referenceResolver<Entity extends ConnectEntity<object>>(
  kind: Exclude<ResourceKind, 'instance'>,
  entityAt: (instanceId: string, id: string, arn: string | undefined) => Entity,
): ReferenceResolver {
  return async (reference, context, selected) => {
    const places = locationsOf(reference, kind, context.connect.instances);
    const free = freeFields(reference, kind, places.length);
    const verify = [...selected].some((field) => !free.has(field));
    for (const { instanceId, id, isDecoy: standsIn } of places) {
      if (standsIn && !verify) continue;
      const { arn } = reference;
      const entity = entityAt(instanceId, id, verify ? undefined : arn);
      entity.certain = verify;
      if (!verify) return entity;
      if ((await entity.load(context)) && (arn === undefined || (await entity.isNamedBy(arn, context)))) return entity;
    }
    return null;
  };
}

const keyFields = ['id', 'arn', 'instanceId'] as const;

/** The fields that a reference answers by itself. */
function freeFields(reference: EntityReference, kind: ResourceKind, places: number): ReadonlySet<string> {
  const fields = new Set<string>(keyFields.filter((name) => reference[name] !== undefined));
  if (places > 1) return fields;
  fields.add('id').add('instanceId');
  // An id does not tell a standard queue from an agent's own, whose ARN has another form.
  if (kind !== 'queue') fields.add('arn');
  return fields;
}

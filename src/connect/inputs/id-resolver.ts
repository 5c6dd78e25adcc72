import { ConnectInputViolation } from '../../errors/input-violation.js';
import { ConnectResourceKind, kindOfMissingResource } from '../../errors/resource-not-found.js';
import {
  agentOfQueueArn,
  idProblem,
  isArn,
  nounsOf,
  parseArn,
  type ResourceKind,
  resourceNouns,
} from '../../ids/arn.js';
import type { Instances, KnownInstance } from '../../ids/instances.js';

/** A reference in the input to a resource that the caller must not access. */
export interface ForbiddenReference {
  /** Id that belongs to no resource, and is read in place of the real one. */
  readonly decoyId: string;
  /** Id in the input. */
  readonly id: string;
}

/**
 * Resolves the ids and ARNs in a mutation's input, and the instance of the mutation: the one that `instanceId` names,
 * else the one that an ARN names, else the default instance.
 */
export class IdResolver {
  readonly violations: ConnectInputViolation[] = [];
  /** The mutation's instance if it is not served, or the first resource in an instance that is not served. */
  missing: { readonly resource: ConnectResourceKind; readonly id: string } | null = null;
  #instance: KnownInstance | null = null;
  /**
   * Instance named by an ARN while the gateway does not know the instance's ARN. The given ARN may be of another
   * account.
   */
  unverifiedInstance: KnownInstance | null = null;
  /** Ids of resources that the caller must not access, by their decoy ids. */
  readonly #decoys = new Map<string, string>();
  /** First user whom the caller must not access, in an input member that Connect would store without a check. */
  forbiddenReference: ForbiddenReference | null = null;

  constructor(
    private readonly instances: Instances,
    instanceId: string | null | undefined,
  ) {
    if (instanceId === null || instanceId === undefined) return;
    this.#instance = instances.find(instanceId);
    if (isArn(instanceId)) this.#noteUnverified(this.#instance);
    const problem = idProblem(instanceId);
    if (problem) this.#addViolation('instanceId', problem);
    else if (!this.#instance) this.missing = { resource: ConnectResourceKind.INSTANCE, id: instanceId };
  }

  readonly #names = new Map<string, readonly string[]>();

  /** Records the map keys that the items of an input list become. @param field Path of the list, with dots. */
  noteNames(field: string, names: readonly string[]): void {
    this.#names.set(field, names);
  }

  /** Returns a violation with the indexes of input list items in place of map keys. */
  withListIndexes({ path, message }: ConnectInputViolation): ConnectInputViolation {
    const byIndex: string[] = [];
    for (const name of path) {
      const index = this.#names.get(byIndex.join('.'))?.indexOf(name) ?? -1;
      byIndex.push(index < 0 ? name : String(index));
    }
    return new ConnectInputViolation(byIndex, message);
  }

  /** Instance of the mutation, final after all ids have been resolved; null for a caller without any instance. */
  get instance(): KnownInstance | null {
    return this.#instance ?? this.instances.default;
  }

  /** Returns the bare id of an id or ARN, or a decoy id; undefined for an absent field. Records violations. */
  id<Value extends string | null | undefined>(
    kind: Exclude<ResourceKind, 'instance'>,
    path: string,
    idOrArn: Value,
  ): Value extends string ? string : string | undefined;
  id(kind: Exclude<ResourceKind, 'instance'>, path: string, idOrArn: string | null | undefined): string | undefined {
    const problem = idProblem(idOrArn ?? 'absent');
    if (problem) this.#addViolation(path, problem);
    if (problem || !idOrArn || !isArn(idOrArn)) return idOrArn ?? undefined;
    const parsed = parseArn(idOrArn);
    if (parsed?.kind !== kind) {
      this.#addViolation(path, `must be the id or the ARN of ${resourceNouns[kind]}.`);
      return idOrArn;
    }
    const named = this.instances.findOf(parsed);
    if (!named) return this.#unserved(kind, idOrArn, parsed.id);
    this.#noteUnverified(named);
    if (this.#instance && this.#instance.id !== named.id) {
      this.#addViolation(path, 'belongs to another instance than the rest of the input.');
    } else this.#instance = named;
    return parsed.id;
  }

  /**
   * Returns the ARN of a resource of one of these kinds. Records violations. A resource in an instance that is not
   * served counts as missing.
   */
  arn(kinds: readonly Exclude<ResourceKind, 'instance'>[], path: string, arn: string): string {
    const parsed = parseArn(arn);
    // An agent's queue has no tags.
    const kind = agentOfQueueArn(arn) ? undefined : kinds.find((kind) => kind === parsed?.kind);
    if (!parsed || !kind) {
      this.#addViolation(path, idProblem(arn) ?? `must be the ARN of ${nounsOf(kinds)}.`);
      return arn;
    }
    // A different id is the decoy of a resource that the caller must not access. An ARN has no decoy.
    if (this.id(kind, path, arn) !== parsed.id)
      this.missing ??= { resource: kindOfMissingResource[kind], id: parsed.id };
    return arn;
  }

  /**
   * Returns the bare id of a user in a member that Connect may store without a check. Such a member must not be sent
   * with a decoy id, so a forbidden user is recorded as a forbidden reference.
   */
  referencedUser<Value extends string | null | undefined>(
    path: string,
    idOrArn: Value,
  ): Value extends string ? string : string | undefined {
    const given = this.id('user', path, idOrArn);
    const hidden = given === undefined ? undefined : this.#decoys.get(given);
    if (given !== undefined && hidden !== undefined) this.forbiddenReference ??= { decoyId: given, id: hidden };
    return given;
  }

  /** Replaces decoy ids in the fields of an error by the ids that the client sent. */
  withOriginalIds<Answer extends object>(answer: Answer): Answer {
    for (const [decoyId, id] of this.#decoys) {
      for (const [member, value] of Object.entries(answer)) {
        if (typeof value === 'string') Object.assign(answer, { [member]: value.replaceAll(decoyId, id) });
      }
    }
    return answer;
  }

  #noteUnverified(instance: KnownInstance | null): void {
    if (instance?.arn === null) this.unverifiedInstance ??= instance;
  }

  #unserved(kind: ResourceKind, arn: string, id: string): string {
    const decoyId = this.instances.decoyIdFor(arn);
    if (decoyId) this.#decoys.set(decoyId, id);
    else this.missing ??= { resource: kindOfMissingResource[kind], id };
    return decoyId ?? id;
  }

  #addViolation(path: string, message: string): void {
    this.violations.push(new ConnectInputViolation(path.split('.'), message));
  }
}

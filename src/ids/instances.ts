import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { countLimit } from '../lib/count-limit.js';
import { isArn, type ParsedArn, parseArn } from './arn.js';

/** An Amazon Connect instance that the gateway serves. */
export interface KnownInstance {
  readonly id: string;
  /** Null until the ARN is known, because the settings may name an instance by its bare id. */
  readonly arn: string | null;
}

type Instance = { -readonly [Member in keyof KnownInstance]: KnownInstance[Member] };

/**
 * Instances that a caller may use, the default first, and their ARNs as far as known. Remembers to which instance each
 * returned id belongs, so that a later request with the bare id calls this instance only.
 */
export class Instances {
  readonly #byId: ReadonlyMap<string, Instance>;

  /** @param restricted Whether the instances come from a caller's list, even if it names all of them. */
  private constructor(
    instances: readonly Instance[],
    readonly region: string,
    private readonly homes: LRUCache<string, string>,
    private readonly restricted: boolean,
  ) {
    this.#byId = new Map(instances.map((instance) => [instance.id, instance]));
  }

  /** Returns all instances that the gateway serves. @param named Ids or ARNs; at least one. */
  static served(named: readonly string[], region: string): Instances {
    const instances = named.map((name) => {
      return { id: parseArn(name)?.instanceId ?? name, arn: isArn(name) ? name : null };
    });
    return new Instances(instances, region, new LRUCache(countLimit(100_000)), false);
  }

  /** Returns the instances that a caller may use, in the same order. @param names Ids or ARNs; null for all. */
  allowedTo(names: readonly string[] | null): Instances {
    if (names === null) return this;
    const allowed = new Set(names.map((name) => this.find(name)?.id));
    const instances = [...this.#byId.values()].filter(({ id }) => allowed.has(id));
    return new Instances(instances, this.region, this.homes, true);
  }

  get all(): readonly KnownInstance[] {
    return [...this.#byId.values()];
  }

  /** Default instance; null for a caller without any instance. */
  get default(): KnownInstance | null {
    const [first] = this.#byId.values();
    return first ?? null;
  }

  /** Returns the instance with this id or ARN; null if the caller may not use it. */
  find(idOrArn: string): KnownInstance | null {
    if (!isArn(idOrArn)) return this.#byId.get(idOrArn) ?? null;
    const parsed = parseArn(idOrArn);
    return parsed?.kind === 'instance' ? this.findOf(parsed) : null;
  }

  /** Returns the instance of an ARN; null also for another Region, or for another account if the instance's ARN is known. */
  findOf({ instanceId, instanceArn, region }: ParsedArn): KnownInstance | null {
    const instance = this.#byId.get(instanceId);
    if (!instance || region !== this.region) return null;
    return instance.arn === null || instance.arn === instanceArn ? instance : null;
  }

  /**
   * Returns a decoy id for a resource in an instance that the caller may not use. The decoy is deterministic and
   * belongs to no resource. Reading it takes as long as reading a missing resource, so the response time does not
   * reveal whether the resource exists. Null for a caller without a restriction.
   */
  decoyIdFor(arn: string): string | null {
    if (!this.restricted) return null;
    const digits = createHash('sha256').update(arn).digest('hex');
    return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
  }

  /** Records an instance's ARN from the ARN of any resource in it. */
  learnFrom(resourceArn: string | undefined): void {
    const parsed = resourceArn ? parseArn(resourceArn) : null;
    const instance = parsed && this.#byId.get(parsed.instanceId);
    if (instance) instance.arn ??= parsed.instanceArn;
  }

  /** Remembers the instance of an id that a response contains. */
  remember(id: string, instanceId: string): void {
    if (this.#byId.size > 1) this.homes.set(id, instanceId);
  }

  /** Returns the instances that may contain a bare id: the cached one, else all, the default first. */
  homesOf(id: string): readonly KnownInstance[] {
    const home = this.homes.get(id);
    const instance = home && this.#byId.get(home);
    return instance ? [instance] : this.all;
  }
}

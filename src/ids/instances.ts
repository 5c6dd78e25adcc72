import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { isArn, type ParsedArn, parseArn } from './arn.js';

/** An Amazon Connect instance that the gateway serves. */
export interface KnownInstance {
  readonly id: string;
  /** Null until it is known: the settings may name an instance by its bare id. */
  readonly arn: string | null;
}

type Instance = { -readonly [Member in keyof KnownInstance]: KnownInstance[Member] };

/**
 * The instances that may be used, the default first, and what has been learned of them. Remembers where the ids live
 * that the gateway handed out, so that a bare id in a reference finds its instance without asking Connect.
 */
export class Instances {
  readonly #byId: ReadonlyMap<string, Instance>;

  /** @param restricted Whether there are perhaps others, which are kept from the caller. */
  private constructor(
    instances: readonly Instance[],
    readonly region: string,
    private readonly homes: LRUCache<string, string>,
    private readonly restricted: boolean,
  ) {
    this.#byId = new Map(instances.map((instance) => [instance.id, instance]));
  }

  /** @param named Ids or ARNs; at least one. */
  static served(named: readonly string[], region: string): Instances {
    const instances = named.map((name) => {
      return { id: parseArn(name)?.instanceId ?? name, arn: isArn(name) ? name : null };
    });
    return new Instances(instances, region, new LRUCache({ max: 100_000 }), false);
  }

  /** The instances that a caller may use, in the same order. @param names Ids or ARNs; null for all. */
  allowedTo(names: readonly string[] | null): Instances {
    if (names === null) return this;
    const allowed = new Set(names.map((name) => this.find(name)?.id));
    const instances = [...this.#byId.values()].filter(({ id }) => allowed.has(id));
    return new Instances(instances, this.region, this.homes, true);
  }

  get all(): readonly KnownInstance[] {
    return [...this.#byId.values()];
  }

  /** Null for a caller who may use none. */
  get default(): KnownInstance | null {
    const [first] = this.#byId.values();
    return first ?? null;
  }

  /** The instance with this id or ARN; null when there is none for the caller. */
  find(idOrArn: string): KnownInstance | null {
    if (!isArn(idOrArn)) return this.#byId.get(idOrArn) ?? null;
    const parsed = parseArn(idOrArn);
    return parsed?.kind === 'instance' ? this.findOf(parsed) : null;
  }

  /** The instance in which an ARN says that a resource is; null also when its account or Region is not the instance's. */
  findOf({ instanceId, instanceArn, region }: ParsedArn): KnownInstance | null {
    const instance = this.#byId.get(instanceId);
    if (!instance || region !== this.region) return null;
    return instance.arn === null || instance.arn === instanceArn ? instance : null;
  }

  /**
   * An id to look for in place of one that lies where the caller may not look, so that this takes as long as for one that
   * does not exist: nothing has this id, and it is always the same for the same name. Null for a caller who may use all
   * instances, from whom nothing is kept.
   */
  decoyIdFor(name: string): string | null {
    if (!this.restricted) return null;
    const digits = createHash('sha256').update(name).digest('hex');
    return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
  }

  /** Learns an instance's ARN from the ARN of anything inside it. */
  learnFrom(resourceArn: string | undefined): void {
    const parsed = resourceArn ? parseArn(resourceArn) : null;
    const instance = parsed && this.#byId.get(parsed.instanceId);
    if (instance) instance.arn ??= parsed.instanceArn;
  }

  /** Remembers in which instance an id lives that is handed out. */
  remember(id: string, instanceId: string): void {
    if (this.#byId.size > 1) this.homes.set(id, instanceId);
  }

  /** Where a bare id may live: the instance it was handed out for, else all of them, the default first. */
  homesOf(id: string): readonly KnownInstance[] {
    const home = this.homes.get(id);
    const instance = home && this.#byId.get(home);
    return instance ? [instance] : this.all;
  }
}

import { LRUCache } from 'lru-cache';
import { isArn, type ParsedArn, parseArn } from './ids.js';

/** An Amazon Connect instance that the gateway serves. */
export interface KnownInstance {
  readonly id: string;
  /** Null until it is known: the settings may name an instance by its bare id. */
  readonly arn: string | null;
}

/**
 * The instances that may be used, the default first, and what has been learned of them. Remembers where the ids live
 * that the gateway handed out, so that a bare id in a reference finds its instance without asking Connect.
 */
export class Instances {
  readonly #instances: Map<string, { id: string; arn: string | null }>;
  readonly #homes = new LRUCache<string, string>({ max: 100_000 });

  /** @param named Ids or ARNs; at least one. */
  constructor(
    named: readonly string[],
    readonly region: string,
  ) {
    this.#instances = new Map(
      named.map((name) => {
        const id = parseArn(name)?.instanceId ?? name;
        return [id, { id, arn: isArn(name) ? name : null }];
      }),
    );
  }

  get all(): readonly KnownInstance[] {
    return [...this.#instances.values()];
  }

  get default(): KnownInstance {
    const [first] = this.#instances.values();
    if (!first) throw new Error('A gateway serves at least one instance.');
    return first;
  }

  /** The instance with this id or ARN; null when there is none for the caller. */
  find(idOrArn: string): KnownInstance | null {
    if (!isArn(idOrArn)) return this.#instances.get(idOrArn) ?? null;
    const parsed = parseArn(idOrArn);
    return parsed?.kind === 'instance' ? this.findOf(parsed) : null;
  }

  /** The instance in which an ARN says that a resource is; null also when its account or Region is not the instance's. */
  findOf({ instanceId, instanceArn, region }: ParsedArn): KnownInstance | null {
    const instance = this.#instances.get(instanceId);
    if (!instance || region !== this.region) return null;
    return instance.arn === null || instance.arn === instanceArn ? instance : null;
  }

  /** Learns an instance's ARN from the ARN of anything inside it. */
  learnFrom(resourceArn: string | undefined): void {
    const parsed = resourceArn ? parseArn(resourceArn) : null;
    const instance = parsed && this.#instances.get(parsed.instanceId);
    if (instance) instance.arn ??= parsed.instanceArn;
  }

  /** Remembers in which instance an id lives that is handed out. */
  remember(id: string, instanceId: string): void {
    if (this.#instances.size > 1) this.#homes.set(id, instanceId);
  }

  /** Where a bare id may live: the instance it was handed out for, else all of them, the default first. */
  homesOf(id: string): readonly KnownInstance[] {
    const home = this.#homes.get(id);
    const instance = home && this.#instances.get(home);
    return instance ? [instance] : this.all;
  }
}

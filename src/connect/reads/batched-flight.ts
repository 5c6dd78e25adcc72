import { Waiters } from '../../lib/waiters.js';
import type { CallScope } from '../calls/call-runner.js';
import type { InFlight } from './single-flight.js';

/** Lookup of one id in a batch, shared by all requests that need this id. */
export class BatchedFlight<Value> implements InFlight<Value> {
  result!: Promise<Value>;
  readonly #audience = new Waiters<CallScope>();
  readonly #leave: () => void;

  /** @param batch Waiters for any id of the batch. */
  constructor(
    readonly scope: CallScope,
    private readonly batch: Waiters<CallScope>,
  ) {
    this.#leave = this.join(scope);
  }

  join(scope: CallScope): () => void {
    const leaves = [this.#audience.join(scope), this.batch.join(scope)];
    return () => {
      for (const leave of leaves) leave();
    };
  }

  /** Scope for a call for this id alone, on behalf of all its waiters. */
  get ownScope(): CallScope {
    return scopeOf(this.scope, this.#audience);
  }

  /** Ends the lookup after its result or failure. */
  end(): void {
    this.#leave();
    this.#audience.end();
  }
}

/** Returns a scope for a call that is made for several waiters. The call is cancelled when all waiters have gone. */
export function scopeOf(scope: CallScope, audience: Waiters<CallScope>): CallScope {
  return { ...scope, gone: () => audience, sharedBy: audience };
}

import { Waiters } from '../../lib/waiters.js';
import type { CallScope } from '../calls/call-runner.js';
import type { InFlight } from './single-flight.js';

/** One id that is being looked up in a batch, for all requests that want it. */
export class BatchedFlight<Value> implements InFlight<Value> {
  answer!: Promise<Value>;
  readonly #audience = new Waiters<CallScope>();
  readonly #leave: () => void;

  /** @param batch All who wait for one of the batch's ids. */
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

  /** For a call that is about this id alone: for all who want it. */
  get ownScope(): CallScope {
    return scopeOf(this.scope, this.#audience);
  }

  /** Its answer has come, or will not. */
  end(): void {
    this.#leave();
    this.#audience.end();
  }
}

/** A request's scope for a call that is made for a whole audience. */
export function scopeOf(scope: CallScope, audience: Waiters<CallScope>): CallScope {
  return { ...scope, gone: () => audience, sharedBy: audience };
}

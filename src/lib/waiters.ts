/** Subset of AbortSignal for cancelling calls. */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Member of `Waiters`, such as a request that waits for a shared read. */
interface Waiting {
  /** Signal that aborts when the client has gone; absent for work that continues without a client. */
  readonly gone?: (() => CancelSignal) | undefined;
}

interface Membership {
  /** Number of joins: a request may wait for the same read several times. */
  waits: number;
  readonly signal: CancelSignal | undefined;
  readonly onGone: () => void;
}

/**
 * Requests that wait for one shared read. The set is also a signal, which aborts when the last request has left. It is
 * not an AbortSignal, because creating one costs more than all other work of sharing a read.
 */
export class Waiters<Member extends Waiting> implements CancelSignal {
  readonly #members = new Map<Member, Membership>();
  // Created on first use: most reads have one member and no watcher.
  #onAbort: Set<() => void> | null = null;
  #watchers: Set<(member: Member) => void> | null = null;
  #aborted = false;

  get aborted(): boolean {
    return this.#aborted;
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    this.#onAbort ??= new Set();
    this.#onAbort.add(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.#onAbort?.delete(listener);
  }

  /** Adds a waiting request. @returns A function that removes it again. */
  join(member: Member): () => void {
    const earlier = this.#members.get(member);
    if (earlier) {
      earlier.waits++;
    } else {
      const signal = member.gone?.();
      if (signal?.aborted) {
        this.#abortIfEmpty();
        return () => {};
      }
      const onGone = () => this.#remove(member);
      signal?.addEventListener('abort', onGone);
      this.#members.set(member, { waits: 1, signal, onGone });
      for (const watcher of this.#watchers ?? []) watcher(member);
    }
    return () => {
      const membership = this.#members.get(member);
      if (membership && --membership.waits === 0) this.#remove(member);
    };
  }

  /**
   * Calls `watcher` with each current and each later member.
   * @returns A function that removes the watcher.
   */
  watch(watcher: (member: Member) => void): () => void {
    for (const member of [...this.#members.keys()]) watcher(member);
    this.#watchers ??= new Set();
    this.#watchers.add(watcher);
    return () => this.#watchers?.delete(watcher);
  }

  /** Removes all members after the end of the read, without aborting. */
  end(): void {
    for (const { signal, onGone } of this.#members.values()) signal?.removeEventListener('abort', onGone);
    this.#members.clear();
  }

  #remove(member: Member): void {
    const membership = this.#members.get(member);
    if (!membership) return;
    membership.signal?.removeEventListener('abort', membership.onGone);
    this.#members.delete(member);
    this.#abortIfEmpty();
  }

  #abortIfEmpty(): void {
    if (this.#members.size > 0) return;
    this.#aborted = true;
    for (const listener of [...(this.#onAbort ?? [])]) listener();
  }
}

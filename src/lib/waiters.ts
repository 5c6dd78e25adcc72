/** The part of an AbortSignal that tells a call to be cancelled. */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** A request that waits for a read. */
interface Waiting {
  /** Aborted when its client has gone; absent where it goes on without a client, and so never goes. */
  readonly gone?: (() => CancelSignal) | undefined;
}

interface Membership {
  /** A request may wait for the same read in several places. */
  waits: number;
  readonly signal: CancelSignal | undefined;
  readonly onGone: () => void;
}

/**
 * The requests that wait for one shared read. As a signal it is aborted when the last of them has left. It is no AbortSignal:
 * making one costs more than everything else that sharing a read takes.
 */
export class Waiters<Member extends Waiting> implements CancelSignal {
  readonly #members = new Map<Member, Membership>();
  // Made when they are needed, as most reads have one member, whom nobody watches.
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

  /** @returns To be called when it does not wait any more. */
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
   * @param watcher Is told of all who wait, and of those who come later.
   * @returns To be called when that is not wanted any more.
   */
  watch(watcher: (member: Member) => void): () => void {
    for (const member of [...this.#members.keys()]) watcher(member);
    this.#watchers ??= new Set();
    this.#watchers.add(watcher);
    return () => this.#watchers?.delete(watcher);
  }

  /** The read is over, and whether somebody still waits makes no difference any more. */
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

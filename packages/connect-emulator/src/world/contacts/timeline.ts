import type { Time } from '../entities.js';

/** A timed event of a contact. Events that no longer apply stay in the timeline and are ignored when they are due. */
export interface TimedEvent {
  readonly at: Time;
  readonly contactId: string;
  readonly kind:
    | 'activate'
    | 'answer'
    | 'leave-flow'
    | 'next-criteria'
    | 'accept'
    | 'expire'
    | 'give-up'
    | 'abandon'
    | 'finish-work';
}

/** A priority queue (binary heap) of timed events. Events at the same time keep their order of insertion. */
export class Timeline {
  readonly #heap: { readonly event: TimedEvent; readonly order: number }[] = [];
  #added = 0;

  get size(): number {
    return this.#heap.length;
  }

  add(event: TimedEvent): void {
    const heap = this.#heap;
    heap.push({ event, order: this.#added++ });
    let child = heap.length - 1;
    while (child > 0) {
      const parent = (child - 1) >>> 1;
      if (!this.#before(child, parent)) break;
      this.#swap(child, parent);
      child = parent;
    }
  }

  /** Removes and returns the earliest due event, or returns undefined when none is due. */
  takeDue(now: Time): TimedEvent | undefined {
    const heap = this.#heap;
    const first = heap[0];
    if (!first || first.event.at > now) return undefined;
    const last = heap.pop();
    if (last && heap.length > 0) {
      heap[0] = last;
      this.#sink();
    }
    return first.event;
  }

  #sink(): void {
    let parent = 0;
    for (;;) {
      let least = parent;
      for (const child of [2 * parent + 1, 2 * parent + 2]) {
        if (child < this.#heap.length && this.#before(child, least)) least = child;
      }
      if (least === parent) return;
      this.#swap(least, parent);
      parent = least;
    }
  }

  #before(left: number, right: number): boolean {
    const a = this.#heap[left];
    const b = this.#heap[right];
    if (!a || !b) return false;
    return a.event.at < b.event.at || (a.event.at === b.event.at && a.order < b.order);
  }

  #swap(left: number, right: number): void {
    const a = this.#heap[left];
    const b = this.#heap[right];
    if (!a || !b) return;
    this.#heap[left] = b;
    this.#heap[right] = a;
  }
}

/** Node of a list, which holds one item. */
export interface ListNode<Item> {
  readonly item: Item;
  previous: ListNode<Item> | null;
  next: ListNode<Item> | null;
}

/**
 * Doubly linked list in the order of insertion. All methods take constant time. A `Map` or `Set` is slower at removing
 * the front repeatedly, because it skips all deleted entries to find the first one.
 */
export class LinkedList<Item> {
  #first: ListNode<Item> | null = null;
  #last: ListNode<Item> | null = null;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The oldest item. */
  get first(): Item | undefined {
    return this.#first?.item;
  }

  /** Appends an item. @returns The item's node, for `remove`. */
  push(item: Item): ListNode<Item> {
    const node: ListNode<Item> = { item, previous: this.#last, next: null };
    if (this.#last) this.#last.next = node;
    else this.#first = node;
    this.#last = node;
    this.#size++;
    return node;
  }

  /** Removes an item. @param node Node of this list that was not removed before. */
  remove({ previous, next }: ListNode<Item>): void {
    if (previous) previous.next = next;
    else this.#first = next;
    if (next) next.previous = previous;
    else this.#last = previous;
    this.#size--;
  }
}

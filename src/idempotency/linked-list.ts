/** An item's place in a list. */
export interface ListNode<Item> {
  readonly item: Item;
  previous: ListNode<Item> | null;
  next: ListNode<Item> | null;
}

/**
 * A doubly linked list in the order of insertion. Every step takes constant time, also when the front is removed again
 * and again: the first entry of a `Map` or `Set` is found only past all entries that were deleted before it.
 */
export class LinkedList<Item> {
  #first: ListNode<Item> | null = null;
  #last: ListNode<Item> | null = null;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The item that has been in the list for the longest time. */
  get first(): Item | undefined {
    return this.#first?.item;
  }

  /** @returns The place of the item, by which it is removed. */
  push(item: Item): ListNode<Item> {
    const node: ListNode<Item> = { item, previous: this.#last, next: null };
    if (this.#last) this.#last.next = node;
    else this.#first = node;
    this.#last = node;
    this.#size++;
    return node;
  }

  /** @param node Of this list, and not removed before. */
  remove({ previous, next }: ListNode<Item>): void {
    if (previous) previous.next = next;
    else this.#first = next;
    if (next) next.previous = previous;
    else this.#last = previous;
    this.#size--;
  }
}

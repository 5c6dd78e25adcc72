import { LinkedList, type ListNode } from './linked-list.js';

/**
 * Items ranked by a count that changes in steps of one. Finds an item with the highest count in constant time: if the
 * last item with the highest count decreases, the new highest count is one lower.
 */
export class Ranking<Item> {
  readonly #byCount = new Map<number, LinkedList<Item>>();
  readonly #nodes = new Map<Item, ListNode<Item>>();
  #highest = 0;

  /** The item that has had the highest count for the longest time; undefined when all counts are 0. */
  get first(): Item | undefined {
    return this.#byCount.get(this.#highest)?.first;
  }

  /** Records that the count of an item has increased. @param count New count; the old one was one lower. */
  increased(item: Item, count: number): void {
    this.#leave(item, count - 1);
    this.#enter(item, count);
    this.#highest = Math.max(this.#highest, count);
  }

  /** Records that the count of an item has decreased. @param count New count; the old one was one higher. */
  decreased(item: Item, count: number): void {
    this.#leave(item, count + 1);
    if (count > 0) this.#enter(item, count);
    if (!this.#byCount.has(this.#highest)) this.#highest = count;
  }

  #enter(item: Item, count: number): void {
    let items = this.#byCount.get(count);
    if (!items) {
      items = new LinkedList();
      this.#byCount.set(count, items);
    }
    this.#nodes.set(item, items.push(item));
  }

  #leave(item: Item, count: number): void {
    const node = this.#nodes.get(item);
    const items = this.#byCount.get(count);
    if (!node || !items) return;
    items.remove(node);
    this.#nodes.delete(item);
    if (items.size === 0) this.#byCount.delete(count);
  }
}

import { LinkedList, type ListNode } from './linked-list.js';

/**
 * Items by a count that changes in steps of one. Finds an item with the highest count in constant time: after a step
 * down from the highest count, the new highest is one below it.
 */
export class Ranking<Item> {
  readonly #byCount = new Map<number, LinkedList<Item>>();
  readonly #nodes = new Map<Item, ListNode<Item>>();
  #highest = 0;

  /** Of the items with the highest count the one that has had it for the longest time; undefined when all counts are 0. */
  get first(): Item | undefined {
    return this.#byCount.get(this.#highest)?.first;
  }

  /** @param count The item's count from now on; it was one lower. */
  increased(item: Item, count: number): void {
    this.#leave(item, count - 1);
    this.#enter(item, count);
    this.#highest = Math.max(this.#highest, count);
  }

  /** @param count The item's count from now on; it was one higher. */
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

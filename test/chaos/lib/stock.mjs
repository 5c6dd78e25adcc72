/** Now and then somebody acts on what is used up, or on what another client acts on. */
const shareOfSpent = 0.05;
const shareOfShared = 0.1;
const mostSpent = 200;

/** The things that mutations act on, by kind, as far as clients know: tasks, chats, drafts, files ... */
export class Stock {
  #kinds = new Map();

  /** @param things Ids, or objects that several ids make up, by kind. */
  constructor(things) {
    for (const [kind, all] of Object.entries(things)) this.#kind(kind).live.push(...all);
  }

  count(kind) {
    return this.#kind(kind).live.length;
  }

  /** One of a kind, of which there must be any. Whoever has it gives it back, unless it is used up. */
  take(kind, random) {
    const { live, spent } = this.#kind(kind);
    if (spent.length > 0 && random.chance(shareOfSpent)) return random.pick(spent);
    const at = random.between(0, live.length - 1);
    return random.chance(shareOfShared) ? live[at] : live.splice(at, 1)[0];
  }

  add(kind, thing) {
    this.#kind(kind).live.push(thing);
  }

  /** Nobody can do with it any more what is done with its kind. */
  spend(kind, thing) {
    const of = this.#kind(kind);
    of.live = of.live.filter((live) => live !== thing);
    of.spent.push(thing);
    if (of.spent.length > mostSpent) of.spent.shift();
  }

  #kind(kind) {
    const known = this.#kinds.get(kind) ?? { live: [], spent: [] };
    this.#kinds.set(kind, known);
    return known;
  }
}

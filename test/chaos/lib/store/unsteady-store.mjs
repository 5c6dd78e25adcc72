import { instanceId } from '../../../../bench/lib/world.mjs';
import { Absences } from './absences.mjs';
import { settleMs, wasAway } from './away.mjs';
import { hashOf } from './records.mjs';
import { hasRedis, startRedis } from './redis.mjs';
import { Relay } from './relay.mjs';

/** The Redis in which the gateways keep client tokens, behind a relay that goes away and comes back. */
export class UnsteadyStore {
  static canRun = hasRedis;
  #redis;
  #relay;
  #absences;

  static async start() {
    const store = new UnsteadyStore();
    store.#redis = await startRedis();
    store.#relay = new Relay(store.#redis.port);
    await store.#relay.open();
    store.#absences = new Absences(store.#relay);
    return store;
  }

  get url() {
    return this.#relay.url;
  }

  goAwayAtRandom(random, isOver) {
    return this.#absences.make(random, { losesReplies: true, isOver });
  }

  /** Waits until what was answered during absences can be recorded, and asks again for what was sent meanwhile. */
  async settle(clients) {
    const { all } = this.#absences;
    const last = all.at(-1)?.to ?? 0;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, last + settleMs - Date.now())));
    await this.#redis.followed();
    await clients.askAgain(clients.ops.filter(({ sends }) => sends.some((send) => wasAway(send, { absences: all }))));
    await this.#redis.followed();
  }

  /** The absences, and what Redis has carried out of each token's record. */
  history(deaths) {
    const { history } = this.#redis;
    return { absences: this.#absences.all, deaths, changesOf: (op) => history.of(hashOf(op, instanceId)) };
  }

  async stop() {
    this.#relay.stop();
    await this.#redis.stop();
  }
}

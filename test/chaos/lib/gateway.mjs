import { setTimeout as sleep } from 'node:timers/promises';
import { newFile, startGateway } from '../../../bench/lib/stack.mjs';
import { processorArns, topicArn } from './export-targets.mjs';

/** So short that a hanging call takes nobody's time, and that some calls are done only after they were given up. */
const settings = {
  CONNECT_QUOTAS: 'off',
  CONNECT_TIMEOUT_MS: '300',
  REQUEST_TIMEOUT_MS: '2500',
  // What is not named there is refused.
  STREAMING_TOPIC_ARNS: topicArn,
  MEDIA_PROCESSOR_ARNS: processorArns.join(),
};

/** A gateway that is killed now and then, and started again at the same address and on the same store. */
export class MortalGateway {
  /** `{ by, at }` of each kill: which life of the gateway it ended, and when. */
  deaths = [];
  #env;
  #nodeArgs;
  #running;
  /** Resolves when it is up. */
  #up;

  /**
   * @param store Where it keeps client tokens.
   * @param sabotage A module to load into it, to see that the checker notices.
   */
  constructor({ endpoint, store = `file:${newFile('tokens.db')}`, sabotage, name = 'gateway' }) {
    this.name = name;
    this.#env = {
      ...settings,
      IDEMPOTENCY_STORE: store,
      // All clients are one caller here, and its tokens come again after any number of others.
      IDEMPOTENCY_MAX_PER_CALLER: '1000000',
    };
    this.#nodeArgs = sabotage ? ['--import', sabotage] : [];
    this.endpoint = endpoint;
  }

  async start() {
    this.#up = startGateway({ endpoint: this.endpoint, env: this.#env, nodeArgs: this.#nodeArgs });
    this.#running = await this.#up;
    // From now on at the same address.
    this.#env.PORT = new URL(this.#running.url).port;
  }

  /** The name of its present life, of which each kill is the end. */
  get #life() {
    return `${this.name} ${this.deaths.length}`;
  }

  /** Asks, once it is up. @returns Which life was asked, and the answer: null when the connection breaks. */
  async ask(query, variables) {
    const gateway = await this.#up;
    const by = this.#life;
    try {
      return { by, answer: await gateway.ask(query, variables) };
    } catch {
      return { by, answer: null };
    }
  }

  async kill() {
    await this.#running.kill();
    this.deaths.push({ by: this.#life, at: Date.now() });
    await this.start();
  }

  stop() {
    return this.#running.stop();
  }
}

/** Gateways that share a store; each request goes to one of them at random. */
export class Fleet {
  #random;

  constructor(gateways, random) {
    this.gateways = gateways;
    this.#random = random;
  }

  get deaths() {
    return this.gateways.flatMap(({ deaths }) => deaths);
  }

  async start() {
    await Promise.all(this.gateways.map((gateway) => gateway.start()));
  }

  ask(query, variables) {
    return this.#random.pick(this.gateways).ask(query, variables);
  }

  /** Kills one so often at random times within so long. */
  async killAtRandom(random, count, seconds, isOver) {
    const within = (seconds * 1_000) / Math.max(1, count);
    for (let kill = 0; kill < count; kill++) {
      const startedAt = performance.now();
      await sleep(random.between(within * 0.1, within * 0.7));
      if (isOver()) return;
      await random.pick(this.gateways).kill();
      await sleep(Math.max(0, within - (performance.now() - startedAt)));
    }
  }

  async stop() {
    await Promise.all(this.gateways.map((gateway) => gateway.stop()));
  }
}

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

/** A gateway that is killed now and then, and started again at the same address and on the same file. */
export class MortalGateway {
  kills = 0;
  #env;
  #nodeArgs;
  #running;
  /** Resolves when it is up. */
  #up;

  /** @param sabotage A module to load into it, to see that the checker notices. */
  constructor(endpoint, sabotage) {
    this.#env = {
      ...settings,
      IDEMPOTENCY_STORE: `file:${newFile('tokens.db')}`,
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

  /** Asks, once it is up. @returns null when the connection breaks. */
  async ask(query, variables) {
    const gateway = await this.#up;
    try {
      return await gateway.ask(query, variables);
    } catch {
      return null;
    }
  }

  async kill() {
    await this.#running.kill();
    this.kills += 1;
    await this.start();
  }

  /** Kills so often at random times within so long. */
  async killAtRandom(random, count, seconds, isOver) {
    const within = (seconds * 1_000) / Math.max(1, count);
    for (let kill = 0; kill < count; kill++) {
      const startedAt = performance.now();
      await sleep(random.between(within * 0.1, within * 0.7));
      if (isOver()) return;
      await this.kill();
      await sleep(Math.max(0, within - (performance.now() - startedAt)));
    }
  }

  stop() {
    return this.#running.stop();
  }
}

import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { stepOf } from './records.mjs';
import { splitter, wordsOf } from './resp.mjs';

/** Milliseconds that a cut waits for the replies that are outstanding, for a certain step, and then for any. */
const clearWithinMs = 500;
const stepWithinMs = 1_000;
const anyWithinMs = 500;

/** A TCP relay before Redis that goes away and comes back at the same port. */
export class Relay {
  #links = new Set();
  #server;
  #port = 0;
  /** While set, commands are kept back, and lost with the connection. */
  #holds = false;
  /** Called with each command whose reply has come, before the reply is handed on. */
  #onReply = null;

  constructor(redisPort) {
    this.redisPort = redisPort;
  }

  get url() {
    return `redis://127.0.0.1:${this.#port}`;
  }

  /** Accepts connections, at the same port as before. */
  async open() {
    this.#holds = false;
    this.#server = createServer((client) => this.#link(client));
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = this.#server.address().port;
  }

  /** Goes away when no reply is outstanding: what Redis has carried out is known. @returns What was lost: nothing. */
  async cutClean() {
    this.#holds = true;
    const endAt = performance.now() + clearWithinMs;
    while (this.#waiting().length > 0 && performance.now() < endAt) await new Promise(setImmediate);
    return this.#cut();
  }

  /**
   * Goes away with the next reply to a step of the token store, which is lost although Redis has carried it out; where no
   * such command comes in time, with the next reply to any, or with none.
   * @param step As in `stepOf`.
   * @returns The steps whose replies were lost.
   */
  async cutLosing(step) {
    return (
      (await this.#lose((replied) => replied === step, stepWithinMs)) ??
      (await this.#lose(Boolean, anyWithinMs)) ??
      this.#cut()
    );
  }

  /** Cuts with a reply that is as it must be. @returns What was lost, or null when none came in time. */
  #lose(mustBe, withinMs) {
    return new Promise((resolve) => {
      const end = (lost) => {
        clearTimeout(timer);
        this.#onReply = null;
        resolve(lost);
      };
      const timer = setTimeout(end, withinMs, null);
      this.#onReply = (replied) => {
        if (!mustBe(replied)) return false;
        end([replied, ...this.#cut()]);
        return true;
      };
    });
  }

  stop() {
    this.#cut();
  }

  /** Ends all connections and accepts none. @returns The steps that were sent to Redis without a reply so far. */
  #cut() {
    const lost = this.#waiting();
    this.#server.close();
    for (const { client, redis } of this.#links) {
      client.destroy();
      redis.destroy();
    }
    this.#links.clear();
    return lost;
  }

  #waiting() {
    return [...this.#links].flatMap(({ waiting }) => waiting.filter(Boolean));
  }

  #link(client) {
    const redis = connect(this.redisPort, '127.0.0.1');
    const link = { client, redis, waiting: [] };
    this.#links.add(link);
    for (const socket of [client, redis]) {
      socket.setNoDelay();
      socket.on('error', () => {});
      socket.on('close', () => {
        this.#links.delete(link);
        client.destroy();
        redis.destroy();
      });
    }
    const toRedis = splitter((command) => {
      if (this.#holds || client.destroyed) return;
      link.waiting.push(stepOf(wordsOf(command)));
      redis.write(command);
    });
    const toClient = splitter((reply) => {
      if (client.destroyed) return;
      const step = link.waiting.shift();
      if (!this.#onReply?.(step)) client.write(reply);
    });
    client.on('data', toRedis);
    redis.on('data', toClient);
  }
}

import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { startGateway } from '../stack.mjs';
import { watchHealth } from './lag.mjs';
import { usedCpuMs } from './proc.mjs';

const heapMb = 512;
/** Milliseconds between two looks at whether the gateway is still at work, and the CPU below which it is not. */
const settleMs = 100;
const settledCpuMs = 25;
/** Milliseconds that a memory reading may take, and between two of them. */
const memoryLimitMs = 20_000;
const againMs = 1_000;

/**
 * A gateway under attack, in a process of its own with a heap of 512 MB. A process that has ended, or that does not
 * answer within the time of an attack, is replaced by a new one.
 */
export class Target {
  #gateway = null;
  #health = null;
  #idleCpuPerMs = 0;
  #uniques = 0;
  #endpoint;
  #nodeArgs;

  /** @param config what it is started with; see `gatewaysUnderAttack`. */
  constructor(config, endpoint, nodeArgs) {
    this.config = config;
    this.#endpoint = endpoint;
    this.#nodeArgs = [`--max-old-space-size=${heapMb}`, '--expose-gc', ...nodeArgs];
  }

  get url() {
    return this.#gateway.url;
  }

  /** A short text that was not given before. */
  unique = () => `u${(this.#uniques++).toString(36)}`;

  /** How many connections of clients the gateway has open. */
  accepted = async () => (await this.#gateway.usage()).accepted;

  /** How many bytes of responses it holds for clients. */
  unsentBytes = async () => (await this.#gateway.usage()).unsent;

  /** @returns whether it is a new process. */
  async ensure() {
    if (this.#gateway?.isAlive()) return false;
    await this.stop();
    this.#gateway = await startGateway({ endpoint: this.#endpoint, env: this.config.env, nodeArgs: this.#nodeArgs });
    this.#health = await watchHealth(this.#gateway.url, this.#gateway.pid);
    return true;
  }

  /** Measures the CPU that the questions for `/healthz` take by themselves, once it is warm. */
  async calibrate() {
    this.#idleCpuPerMs = 0;
    const { cpuMs, ms } = await this.measured(() => sleep(1_000), 10_000);
    this.#idleCpuPerMs = cpuMs / ms;
  }

  /** Heap and what lies beside it after a garbage collection, in MB; null when the process does not answer. */
  async memory() {
    const reading = this.#gateway.heap().then(({ memoryMb }) => memoryMb);
    reading.catch(() => {});
    return Promise.race([reading, sleep(memoryLimitMs, null)]).catch(() => null);
  }

  /** The same, once it is no more than this, or else after some seconds: some things are kept for a second or two. */
  async memoryBelow(mostMb, seconds) {
    let memory = await this.memory();
    for (let n = 0; n < seconds && memory !== null && memory > mostMb; n++) {
      await sleep(againMs);
      memory = await this.memory();
    }
    return memory;
  }

  /**
   * Runs something against the gateway and measures it until it has settled.
   *
   * @param act is given a signal that is aborted when the time is up.
   * @returns its `result`; `fate`, null or how the process failed, and then the CPU until then; the milliseconds of CPU beside the questions for
   *   `/healthz`; the slowest of those, and how many failed; the resident memory before and its peak, in MB.
   */
  async measured(act, limitMs) {
    const gateway = this.#gateway;
    await gateway.forgetPeak();
    const before = await gateway.usage();
    await this.#health.start();
    const startedAt = performance.now();
    const tooLong = new AbortController();
    setMaxListeners(0, tooLong.signal);
    const timer = setTimeout(() => tooLong.abort(), limitMs);
    const isOver = new Promise((resolve) => tooLong.signal.addEventListener('abort', () => resolve(null)));
    let result;
    const work = (async () => {
      result = await act(tooLong.signal);
      return this.#settled();
    })();
    work.catch(() => {});
    const after = await Promise.race([work, isOver, gateway.ended.then(() => null)]).catch(() => null);
    clearTimeout(timer);
    const ms = performance.now() - startedAt;
    const health = await this.#health.stop();
    const fate = this.#fate(after, tooLong.signal, limitMs);
    const cpuSoFar = fate && usedCpuMs(gateway.pid);
    tooLong.abort();
    // It would still be busy with this when the next one comes.
    if (fate) await gateway.kill();
    return {
      ...{ result, fate, ms, before, health },
      atLeastCpuMs: cpuSoFar && cpuSoFar - before.cpuMs,
      cpuMs: after ? Math.max(0, after.cpuMs - before.cpuMs - this.#idleCpuPerMs * ms) : null,
      peakRssMb: after?.peakRssMb ?? null,
    };
  }

  #fate(after, signal, limitMs) {
    if (after) return null;
    if (!this.#gateway.isAlive()) return 'process gone';
    return signal.aborted ? `did not end in ${limitMs / 1_000} s` : 'failed';
  }

  /** Waits until the gateway does nothing any more. @returns what it has used until then. */
  async #settled() {
    let last = await this.#gateway.usage();
    for (;;) {
      await sleep(settleMs);
      const now = await this.#gateway.usage();
      if (now.cpuMs - last.cpuMs < settledCpuMs) return now;
      last = now;
    }
  }

  async stop() {
    await this.#health?.end();
    await this.#gateway?.stop();
    this.#health = null;
  }
}

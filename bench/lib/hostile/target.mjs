import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { startGateway } from '../stack.mjs';
import { watchHealth } from './lag.mjs';
import { usedCpuMs } from './proc.mjs';

const heapMb = 512;
/** Milliseconds between two checks whether the gateway is busy, and the CPU milliseconds below which it is not. */
const settleMs = 100;
const settledCpuMs = 25;
/** Maximum milliseconds of a memory reading, and milliseconds between two readings. */
const memoryLimitMs = 20_000;
const againMs = 1_000;

/**
 * A gateway under attack, in a separate process with a heap of 512 MB. `ensure` replaces a process that has ended.
 * `measured` kills a process that has failed, or that did not finish within the time limit.
 */
export class Target {
  #gateway = null;
  #health = null;
  #idleCpuPerMs = 0;
  #uniques = 0;
  #endpoint;
  #nodeArgs;

  /** @param config an entry of `gatewaysUnderAttack`. */
  constructor(config, endpoint, nodeArgs) {
    this.config = config;
    this.#endpoint = endpoint;
    this.#nodeArgs = [`--max-old-space-size=${heapMb}`, '--expose-gc', ...nodeArgs];
  }

  get url() {
    return this.#gateway.url;
  }

  /** Returns a short text that it has not returned before. */
  unique = () => `u${(this.#uniques++).toString(36)}`;

  /** Number of client connections that the gateway has open. */
  accepted = async () => (await this.#gateway.usage()).accepted;

  /** Bytes of responses that wait in the gateway to be sent. */
  unsentBytes = async () => (await this.#gateway.usage()).unsent;

  /** Starts the gateway unless it runs. @returns whether it started a new process. */
  async ensure() {
    if (this.#gateway?.isAlive()) return false;
    await this.stop();
    this.#gateway = await startGateway({ endpoint: this.#endpoint, env: this.config.env, nodeArgs: this.#nodeArgs });
    this.#health = await watchHealth(this.#gateway.url, this.#gateway.pid);
    return true;
  }

  /** Measures the CPU time of the `/healthz` requests alone, after the warm-up. */
  async calibrate() {
    this.#idleCpuPerMs = 0;
    const { cpuMs, ms } = await this.measured(() => sleep(1_000), 10_000);
    this.#idleCpuPerMs = cpuMs / ms;
  }

  /** Heap and external memory after a garbage collection, in MB. Null if the process does not respond. */
  async memory() {
    const reading = this.#gateway.heap().then(({ memoryMb }) => memoryMb);
    reading.catch(() => {});
    return Promise.race([reading, sleep(memoryLimitMs, null)]).catch(() => null);
  }

  /** The same, as soon as it is at most `mostMb`, or after `seconds`: some memory is freed only after a second or two. */
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
   * @param act receives a signal that is aborted when the time is up.
   * @returns the `result` of `act`; `fate`, which is null or says how the process failed, and the CPU time until the
   *   failure (`atLeastCpuMs`); the CPU time without that of the `/healthz` requests (`cpuMs`); the slowest of these
   *   requests and the number that failed (`health`); and the usage before, with the peak of resident memory in MB.
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
    // The process would still be busy with this attack during the next one.
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

  /** Waits until the gateway is no longer busy. @returns its usage until then. */
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

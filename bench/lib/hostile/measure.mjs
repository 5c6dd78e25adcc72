import { setTimeout as sleep } from 'node:timers/promises';
import { median } from '../load.mjs';
import { legitimate } from './legitimate.mjs';
import { exchange } from './requests.mjs';
import { send } from './send.mjs';

/** How much memory in MB may remain in use after an attack, and after how many seconds. */
export const mostKeptMb = 20;
const memorySeconds = 5;
/** An attack is not repeated after a round that took longer than this, in milliseconds. */
const longRoundMs = 3_000;
const warmUpRounds = 6;
/** Milliseconds of a measurement without requests, which shows the noise of the machine. */
const nothingMs = 300;
const nothing = { bytesIn: 0, bytesOut: 0 };

/** Starts a gateway unless it runs already, and sends legitimate requests until its code is compiled. */
export async function ready(target, emulator, record) {
  if (!(await target.ensure())) return;
  if (target.config.legitimate) {
    for (let round = 0; round < warmUpRounds; round++) await askLegitimate(target, emulator, null);
  }
  await target.calibrate();
  await askLegitimate(target, emulator, record);
}

/** Sends each legitimate request once. @param record receives each measurement; null if nothing is measured. */
export async function askLegitimate(target, emulator, record) {
  const { legitimate: headers, introspection } = target.config;
  if (!headers) return;
  if (record) record('nothing', { ...(await target.measured(() => sleep(nothingMs), 20_000)), result: nothing });
  for (const request of legitimate) {
    if (request.needsIntrospection && !introspection) continue;
    const body = Buffer.from(request.body(target.unique()));
    const sent = {
      method: 'POST',
      path: '/graphql',
      headers: { ...headers, 'content-type': 'application/json' },
      body,
    };
    const act = (signal) => exchange(target.url, sent, signal);
    if (!record) {
      await act(AbortSignal.timeout(20_000));
    } else {
      const measured = await target.measured(act, 20_000);
      const { result, fate } = measured;
      if (fate || !request.isRight(result.text)) {
        throw new Error(`${request.name}: ${fate ?? `${result.status} ${result.text.slice(0, 500)}`}`);
      }
      record(request.name, measured);
    }
    // The new contacts would appear in the lists of the next requests.
    if (request.changes) await emulator.reset();
  }
}

/**
 * Sends an attack several times and measures each.
 *
 * @returns among others, the median CPU time of a request (`cpuMs`); the slowest `/healthz` of a round without waits for a
 *   core (`healthMs`, the median of all rounds) and with them (`worstHealthMs`, the maximum); memory before the first round
 *   and after the last; and how the process failed, or null (`fate`).
 */
export async function measureAttack(target, attack, headers, rounds) {
  const asked = { url: target.url, headers, accepted: target.accepted, unsentBytes: target.unsentBytes };
  const memoryBefore = await target.memory();
  const all = [];
  for (let round = 0; round < rounds; round++) {
    if (round > 0 && target.config.pauseMs) await sleep(target.config.pauseMs);
    const one = await target.measured((signal) => send(attack, asked, target.unique, signal), attack.limitMs);
    all.push(one);
    if (one.fate || one.ms > longRoundMs) break;
    if (round < rounds - 1) one.result.release?.();
  }
  const last = all.at(-1);
  // The client still holds its connections here, because they may keep memory in use.
  const memoryAfter = last.fate ? null : await target.memoryBelow(memoryBefore + mostKeptMb, memorySeconds);
  last.result?.release?.();
  // Memory that this attack leaves in use must not count as a cost of the next one.
  const released = last.fate ? null : await target.memoryBelow(memoryBefore + mostKeptMb, memorySeconds);
  if (released !== null && released > memoryBefore + mostKeptMb) await target.stop();
  const whole = all.filter(({ fate, result }) => !fate && result);
  const slowest = all.map(({ health }) => (health.failed > 0 ? Number.POSITIVE_INFINITY : health.slowestOwnMs));
  return {
    ...{ attack, rounds: all.length, memoryBefore, memoryAfter, fate: last.fate },
    result: last.result ?? whole.at(-1)?.result ?? null,
    atLeastCpuMs: last.atLeastCpuMs,
    cpuMs: last.fate ? null : median(whole.map(({ cpuMs, result }) => cpuMs / (result.requests || 1))),
    healthMs: median(slowest),
    worstHealthMs: Math.max(...all.map(({ health }) => health.slowestMs)),
    failedHealth: all.reduce((sum, { health }) => sum + health.failed, 0),
    rssBeforeMb: all[0].before.rssMb,
    peakRssMb: last.fate ? null : Math.max(...all.map(({ peakRssMb }) => peakRssMb)),
    ms: median(all.map(({ ms }) => ms)),
  };
}

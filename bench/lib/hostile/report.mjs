import { median } from '../load.mjs';
import { check, ms, number } from '../table.mjs';
import { mostKeptMb } from './measure.mjs';

/** Maximum CPU time of an attack, in multiples of the most expensive legitimate request; maximum for `/healthz`, in ms. */
const mostCpu = 3;
const mostHealthMs = 250;
/** Maximum bytes sent of an endless body: some are on their way or in kernel buffers when the gateway refuses it. */
const mostTakenBytes = 16 * 1_048_576;

/** Collects measurements, and compares them with the bounds. */
export class Report {
  #legitimate = new Map();
  #attacks = [];

  legitimate(gateway, name, { result, cpuMs, health, peakRssMb }) {
    const key = `${gateway}: ${name}`;
    const known = this.#legitimate.get(key) ?? { gateway, name, bytesIn: result.bytesIn, all: [] };
    known.all.push({ cpuMs, healthMs: health.slowestOwnMs, bytesOut: result.bytesOut, peakRssMb });
    this.#legitimate.set(key, known);
  }

  attack(setup, measured) {
    this.#attacks.push({ setup, ...measured });
  }

  /** The table row of the last attack, to print while the run continues. */
  lastLine() {
    return this.#row(this.#attacks.at(-1)).join(' | ');
  }

  /** CPU milliseconds of the most expensive legitimate request. */
  #costliestMs() {
    return Math.max(0, ...this.#legitimateRows().map(({ cpuMs }) => cpuMs));
  }

  #legitimateRows() {
    return [...this.#legitimate.values()].map(({ gateway, name, bytesIn, all }) => {
      const of = (key) => median(all.map((one) => one[key]));
      return {
        ...{ gateway, name, bytesIn, times: all.length },
        ...{ bytesOut: of('bytesOut'), cpuMs: of('cpuMs'), healthMs: of('healthMs'), peakRssMb: of('peakRssMb') },
      };
    });
  }

  /** Whether each bound holds for one attack; null where it does not apply. */
  #holds({ attack, fate, cpuMs, healthMs, memoryBefore, memoryAfter, result }) {
    const { how } = attack.send;
    const isHeld = ['unread', 'drip', 'stall'].includes(how) && !attack.send.mayStay;
    return {
      alive: fate === null,
      cpu: fate === null && cpuMs <= mostCpu * this.#costliestMs(),
      health: healthMs <= mostHealthMs,
      memory: memoryAfter !== null && memoryAfter - memoryBefore <= mostKeptMb,
      closed: isHeld || how === 'endless' ? result?.closedAfterMs != null : null,
      taken: how === 'endless' ? result !== null && result.bytesIn <= mostTakenBytes : null,
    };
  }

  result() {
    if (this.#attacks.length === 0) return { checks: [], sections: [] };
    return { checks: this.#checks(), sections: [this.#legitimateSection(), ...this.#attackSections()] };
  }

  #checks() {
    const costliest = this.#costliestMs();
    const kinds = [...new Set(this.#attacks.map(({ attack }) => attack.kind))];
    return kinds.flatMap((kind) => {
      const all = this.#attacks.filter(({ attack }) => attack.kind === kind);
      const bound = (key, what, limit, worst) => {
        const asked = all.map((one) => ({ one, holds: this.#holds(one)[key] })).filter(({ holds }) => holds !== null);
        if (asked.length === 0) return [];
        const failed = asked.filter(({ holds }) => !holds);
        const most = asked
          .map(({ one }) => one)
          .reduce((one, other) => (worst(other).value > worst(one).value ? other : one));
        const result = `${asked.length - failed.length} of ${asked.length}; the worst: ${worst(most).text} (${most.attack.name}, ${most.setup})`;
        return [check(`${kind}: ${what}`, limit, result, failed.length === 0)];
      };
      const never = Number.POSITIVE_INFINITY;
      return [
        bound('alive', 'the process', 'runs after each attack, with a heap of 512 MB', ({ fate }) => ({
          value: fate ? 1 : 0,
          text: fate ?? 'alive',
        })),
        bound(
          'cpu',
          'CPU time of a request',
          `at most ${mostCpu} times the most expensive legitimate request (${ms(costliest)})`,
          ({ cpuMs }) => ({
            value: cpuMs ?? never,
            text: cpuMs === null ? 'not known' : `${number(cpuMs / costliest)} times`,
          }),
        ),
        bound('health', 'slowest /healthz', `within ${mostHealthMs} ms`, ({ healthMs, failedHealth }) => ({
          value: healthMs,
          text: failedHealth > 0 ? `${failedHealth} without a response` : ms(healthMs),
        })),
        bound(
          'memory',
          'memory after garbage collection',
          `at most ${mostKeptMb} MB more than before`,
          ({ memoryBefore, memoryAfter }) => {
            const more = memoryAfter === null ? never : memoryAfter - memoryBefore;
            return { value: more, text: memoryAfter === null ? 'not known' : `${number(more)} MB more` };
          },
        ),
        bound('closed', 'connections', 'are closed by the gateway', ({ result }) => ({
          value: result?.closedAfterMs ?? never,
          text: result?.note ?? 'not known',
        })),
        bound('taken', 'bytes sent of an endless body', `at most ${size(mostTakenBytes)}`, ({ result }) => ({
          value: result?.bytesIn ?? never,
          text: size(result?.bytesIn),
        })),
      ].flat();
    });
  }

  #legitimateSection() {
    return {
      note: 'Medians of legitimate requests, measured between the attacks.',
      columns: [
        'request',
        'gateway',
        'measurements',
        'bytes in',
        'bytes out',
        'CPU time',
        'slowest /healthz',
        'peak RSS',
      ],
      rows: this.#legitimateRows().map(({ gateway, name, times, bytesIn, bytesOut, cpuMs, healthMs, peakRssMb }) => [
        ...[name, gateway, times, bytesIn, bytesOut, ms(cpuMs), ms(healthMs), `${Math.round(peakRssMb)} MB`],
      ]),
    };
  }

  #attackSections() {
    const kinds = [...new Set(this.#attacks.map(({ attack }) => attack.kind))];
    return kinds.map((kind) => ({
      note: `**${kind}.** "Bytes in" counts the request body on the wire. "CPU time" is that of one request, without that of \`/healthz\`. The time in parentheses includes waits for a core. "Memory" is heap and external memory after a garbage collection. A plus sign marks a variation of a reported attack. An exclamation mark marks a value beyond its bound.`,
      columns: [
        'attack',
        'gateway',
        'bytes in',
        'bytes out',
        'response',
        'CPU time',
        'slowest /healthz',
        'RSS',
        'memory',
      ],
      rows: this.#attacks.filter(({ attack }) => attack.kind === kind).map((one) => this.#row(one)),
    }));
  }

  #row(one) {
    const { attack, setup, result, fate, cpuMs, healthMs, worstHealthMs, failedHealth } = one;
    const holds = this.#holds(one);
    const mark = (holds, text) => (holds === false ? `${text} !` : text);
    const answer = [result?.status, result?.code, result?.broken ? `${result.broken} broken` : null, result?.note];
    const health = failedHealth > 0 ? `${failedHealth} failed` : ms(healthMs);
    return [
      attack.reported ? attack.name : `+ ${attack.name}`,
      setup,
      mark(holds.taken, result?.bytesIn ?? ''),
      result?.bytesOut ?? '',
      mark(holds.closed, fate ?? answer.filter((part) => part != null).join(' ')),
      mark(holds.cpu, fate ? (one.atLeastCpuMs ? `over ${ms(one.atLeastCpuMs)}` : '') : ms(cpuMs)),
      mark(holds.health, `${health} (${ms(worstHealthMs)})`),
      one.peakRssMb === null ? '' : `${Math.round(one.rssBeforeMb)} to ${Math.round(one.peakRssMb)} MB`,
      mark(holds.memory, `${mb(one.memoryBefore)} to ${mb(one.memoryAfter)} MB`),
    ];
  }
}

const mb = (value) => (value === null ? '?' : Math.round(value));
const size = (bytes) => (bytes === undefined ? '' : `${number(bytes / 1_048_576)} MiB`);

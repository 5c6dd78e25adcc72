import { serviceModel } from 'connect-model';

/** What can be made to go wrong. */
export const faultKinds = [
  'throttle',
  'error',
  'http500',
  'http503Html',
  'okHtml',
  'okEmpty',
  'latency',
  'hang',
  'resetBefore',
  'resetAfterCommit',
  'truncate',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** A fault as it is scripted. */
export interface FaultRequest {
  /** An operation's name, or `*` for any. */
  readonly operation: string;
  readonly fault: FaultKind;
  /** How many calls it hits; 1 unless given. */
  readonly times?: number;
  /** `latency`: the delay, 1000 unless given. `hang`: when the socket is destroyed; never unless given. Milliseconds. */
  readonly ms?: number;
  /** `error` only, and required there: the name of a modelled exception. */
  readonly error?: string;
  /** `error` only: the exception's message. */
  readonly message?: string;
}

/** A scripted fault; `times` is how many calls it will still hit. */
export interface Fault extends Omit<FaultRequest, 'times'> {
  readonly times: number;
}

/** What one call has to suffer: a delay, then perhaps one other fault. */
export interface Affliction {
  readonly latencyMs: number;
  readonly fault: Fault | null;
}

const MAX_TIMES = 1_000_000;
/** Longer, and Node's timers would fire at once. */
const MAX_MS = 2_147_483_647;
const DEFAULT_LATENCY_MS = 1000;
const FIELDS = ['operation', 'fault', 'times', 'ms', 'error', 'message'];

/**
 * The script of things that go wrong: first in, first out among the faults that match a call's operation. Each is used
 * up after `times` calls.
 */
export class Faults {
  readonly #script: { spec: Fault; left: number }[] = [];

  /** @throws Error that names every wrong field and what it may hold. */
  add(request: FaultRequest): Fault {
    const problems = faultProblems(request);
    if (problems.length > 0) throw new Error(problems.join(' '));
    const defaults = request.fault === 'latency' ? { ms: request.ms ?? DEFAULT_LATENCY_MS } : {};
    const spec: Fault = { ...request, times: request.times ?? 1, ...defaults };
    this.#script.push({ spec, left: spec.times });
    return spec;
  }

  /** What is still to come, in order. */
  list(): Fault[] {
    return this.#script.map(({ spec, left }) => ({ ...spec, times: left }));
  }

  /** Forgets all; says how many there were. */
  clear(): number {
    return this.#script.splice(0).length;
  }

  /**
   * Uses up what hits a call of this operation: the first match, and if that is a latency, the next match after it as
   * well, unless that is another latency, which waits for the next call.
   */
  take(operation: string): Affliction {
    let latencyMs: number | undefined;
    for (const entry of [...this.#script]) {
      if (entry.spec.operation !== '*' && entry.spec.operation !== operation) continue;
      const isLatency = entry.spec.fault === 'latency';
      if (isLatency && latencyMs !== undefined) break;
      entry.left -= 1;
      if (entry.left === 0) this.#script.splice(this.#script.indexOf(entry), 1);
      if (!isLatency) return { latencyMs: latencyMs ?? 0, fault: entry.spec };
      latencyMs = entry.spec.ms ?? DEFAULT_LATENCY_MS;
    }
    return { latencyMs: latencyMs ?? 0, fault: null };
  }
}

/** One sentence for each wrong field; empty for a proper request. */
export function faultProblems(request: unknown): string[] {
  if (typeof request !== 'object' || request === null || Array.isArray(request)) {
    return [`A fault is a JSON object with the fields ${FIELDS.join(', ')}.`];
  }
  const given = request as Readonly<Record<string, unknown>>;
  const { operation, fault, times, ms, error, message } = given;
  const problems: string[] = [];
  for (const field of Object.keys(given).filter((key) => !FIELDS.includes(key))) {
    problems.push(`${field}: not a field of a fault; the fields are ${FIELDS.join(', ')}.`);
  }
  if (operation !== '*' && !isNameOf(serviceModel.operations, operation)) {
    problems.push(`operation: must be "*" or one of ${Object.keys(serviceModel.operations).join(', ')}.`);
  }
  if (!faultKinds.includes(fault as FaultKind)) problems.push(`fault: must be one of ${faultKinds.join(', ')}.`);
  if (times !== undefined && !isIntegerBetween(times, 1, MAX_TIMES)) {
    problems.push(`times: must be an integer from 1 to ${MAX_TIMES}.`);
  }
  if (ms !== undefined && fault !== 'latency' && fault !== 'hang') {
    problems.push('ms: only the faults latency and hang take it.');
  } else if (ms !== undefined && !isIntegerBetween(ms, 0, MAX_MS)) {
    problems.push(`ms: must be an integer from 0 to ${MAX_MS}.`);
  }
  if (fault === 'error' ? !isNameOf(serviceModel.errors, error) : error !== undefined) {
    problems.push(
      fault === 'error'
        ? `error: must be one of ${Object.keys(serviceModel.errors).join(', ')}.`
        : 'error: only the fault error takes it.',
    );
  }
  if (message !== undefined && (fault !== 'error' || typeof message !== 'string')) {
    problems.push('message: must be text, and only the fault error takes it.');
  }
  return problems;
}

function isNameOf(table: object, name: unknown): boolean {
  return typeof name === 'string' && Object.hasOwn(table, name);
}

function isIntegerBetween(value: unknown, min: number, max: number): boolean {
  return Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
}

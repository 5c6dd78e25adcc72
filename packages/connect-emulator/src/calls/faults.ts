import { serviceModel } from 'connect-model';

/** The kinds of fault that can be scripted. */
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

/** A fault to script. */
export interface FaultRequest {
  /** Name of an operation, or `*` for any operation. */
  readonly operation: string;
  readonly fault: FaultKind;
  /** Number of calls that the fault affects. Default 1. */
  readonly times?: number;
  /**
   * Milliseconds. `latency`: the delay, default 1000. `hang`: the time until the socket is destroyed; by default it
   * stays open.
   */
  readonly ms?: number;
  /** Name of a modelled exception. Required by the fault `error`, not allowed for others. */
  readonly error?: string;
  /** Message of the exception. Allowed for the fault `error` only. */
  readonly message?: string;
  /** Seconds for the header Retry-After. Allowed for the faults `throttle`, `error`, `http500` and `http503Html`. */
  readonly retryAfter?: number;
}

/** A scripted fault. `times` is the number of calls that it still affects. */
export interface Fault extends Omit<FaultRequest, 'times'> {
  readonly times: number;
}

/** The faults of one call: a delay and at most one other fault. */
export interface CallFaults {
  readonly latencyMs: number;
  readonly fault: Fault | null;
}

const MAX_TIMES = 1_000_000;
/** With a longer delay, Node's timers fire at once. */
const MAX_MS = 2_147_483_647;
const DEFAULT_LATENCY_MS = 1000;
const FIELDS = ['operation', 'fault', 'times', 'ms', 'error', 'message', 'retryAfter'];
/** Faults whose response can have the header Retry-After. */
const WITH_RETRY_AFTER: readonly unknown[] = ['throttle', 'error', 'http500', 'http503Html'];
const MAX_RETRY_AFTER = 86_400;

/**
 * The queue of scripted faults. A call takes the first fault that matches its operation. A fault is removed after
 * `times` calls.
 */
export class Faults {
  readonly #script: { spec: Fault; remaining: number }[] = [];

  /**
   * Appends a fault to the queue.
   * @throws Error that names every invalid field and the values that it accepts.
   */
  add(request: FaultRequest): Fault {
    const problems = faultProblems(request);
    if (problems.length > 0) throw new Error(problems.join(' '));
    const defaults = request.fault === 'latency' ? { ms: request.ms ?? DEFAULT_LATENCY_MS } : {};
    const spec: Fault = { ...request, times: request.times ?? 1, ...defaults };
    this.#script.push({ spec, remaining: spec.times });
    return spec;
  }

  /** Returns the faults that remain, in order. */
  list(): Fault[] {
    return this.#script.map(({ spec, remaining }) => ({ ...spec, times: remaining }));
  }

  /** Removes all faults and returns their number. */
  clear(): number {
    return this.#script.splice(0).length;
  }

  /**
   * Takes the faults of one call of the operation: the first match and, if that is a latency, the next match that is
   * not a latency. A second latency stays for the next call.
   */
  take(operation: string): CallFaults {
    let latencyMs: number | undefined;
    for (const entry of [...this.#script]) {
      if (entry.spec.operation !== '*' && entry.spec.operation !== operation) continue;
      const isLatency = entry.spec.fault === 'latency';
      if (isLatency && latencyMs !== undefined) break;
      entry.remaining -= 1;
      if (entry.remaining === 0) this.#script.splice(this.#script.indexOf(entry), 1);
      if (!isLatency) return { latencyMs: latencyMs ?? 0, fault: entry.spec };
      latencyMs = entry.spec.ms ?? DEFAULT_LATENCY_MS;
    }
    return { latencyMs: latencyMs ?? 0, fault: null };
  }
}

/** Returns one sentence for each invalid field, or an empty list for a valid request. */
export function faultProblems(request: unknown): string[] {
  if (typeof request !== 'object' || request === null || Array.isArray(request)) {
    return [`A fault is a JSON object with the fields ${FIELDS.join(', ')}.`];
  }
  const given = request as Readonly<Record<string, unknown>>;
  const { operation, fault, times, ms, error, message, retryAfter } = given;
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
    problems.push('ms: is allowed for the faults latency and hang only.');
  } else if (ms !== undefined && !isIntegerBetween(ms, 0, MAX_MS)) {
    problems.push(`ms: must be an integer from 0 to ${MAX_MS}.`);
  }
  if (fault === 'error' ? !isNameOf(serviceModel.errors, error) : error !== undefined) {
    problems.push(
      fault === 'error'
        ? `error: must be one of ${Object.keys(serviceModel.errors).join(', ')}.`
        : 'error: is allowed for the fault error only.',
    );
  }
  if (message !== undefined && (fault !== 'error' || typeof message !== 'string')) {
    problems.push('message: must be text, and is allowed for the fault error only.');
  }
  if (retryAfter !== undefined && !WITH_RETRY_AFTER.includes(fault)) {
    problems.push(`retryAfter: is allowed for the faults ${WITH_RETRY_AFTER.join(', ')} only.`);
  } else if (retryAfter !== undefined && !isIntegerBetween(retryAfter, 0, MAX_RETRY_AFTER)) {
    problems.push(`retryAfter: must be an integer from 0 to ${MAX_RETRY_AFTER}.`);
  }
  return problems;
}

function isNameOf(table: object, name: unknown): boolean {
  return typeof name === 'string' && Object.hasOwn(table, name);
}

function isIntegerBetween(value: unknown, min: number, max: number): boolean {
  return Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
}

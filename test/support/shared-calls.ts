import type { CallScope } from '../../src/connect/calls/call-runner.js';
import { RequestStats } from '../../src/connect/calls/request-stats.js';
import { OperationPolicy } from '../../src/connect/limits/operation-policy.js';
import { ReadCache } from '../../src/connect/reads/read-cache.js';
import type { CallResult } from '../../src/errors/call-failure.js';
import { ConnectReadError } from '../../src/errors/read-error.js';
import { Deadline } from '../../src/lib/deadline.js';
import type { CancelSignal } from '../../src/lib/waiters.js';

/** A request whose client may leave; it tells how many listen for that. */
export function request(rest: Partial<CallScope> = {}) {
  const client = new AbortController();
  let listeners = 0;
  const signal: CancelSignal = {
    get aborted() {
      return client.signal.aborted;
    },
    addEventListener: (type, listener) => {
      listeners++;
      client.signal.addEventListener(type, listener);
    },
    removeEventListener: (type, listener) => {
      listeners--;
      client.signal.removeEventListener(type, listener);
    },
  };
  const scope: CallScope = {
    ...{ requestId: 'r', caller: { id: 'a' }, priority: 'client', stats: new RequestStats() },
    ...{ deadline: new Deadline(15_000), gone: () => signal },
    ...rest,
  };
  return { scope, leave: () => client.abort(), listeners: () => listeners };
}

/** How a promise ended, if it has. */
export function watch(promise: Promise<unknown>) {
  const seen: { value?: unknown; error?: unknown } = {};
  promise.then(
    (value) => Object.assign(seen, { value }),
    (error) => Object.assign(seen, { error }),
  );
  return seen;
}

/** Makes calls of an operation, each of which takes 100 ms or is given up, and notes how they end. */
export function operationOf(quota: { rate: number; burst: number } | null = null) {
  const gate = new OperationPolicy(quota, 1);
  const reads = new ReadCache();
  const calls: { key: string; caller: string; end: 'under way' | 'answered' | 'given up' }[] = [];
  const read = (scope: CallScope, key: string) =>
    reads.call(scope, key, async (forAll, rival) => {
      const call = (onSent: () => void) => {
        onSent();
        const made: (typeof calls)[number] = { key, caller: forAll.caller.id, end: 'under way' };
        calls.push(made);
        return new Promise<CallResult<string>>((resolve) => {
          const signal = forAll.gone?.();
          const timer = setTimeout(() => {
            made.end = 'answered';
            signal?.removeEventListener('abort', giveUp);
            resolve({ ok: true, output: key, awsRequestId: null });
          }, 100);
          const giveUp = () => {
            clearTimeout(timer);
            made.end = 'given up';
            const failure = { kind: 'cancelled', awsRequestId: null, retryAfterMs: null } as const;
            resolve({ ok: false, failure });
          };
          signal?.addEventListener('abort', giveUp);
        });
      };
      const result = await gate.execute(forAll, call, () => {}, rival);
      if (result.ok) return result.output;
      throw new ConnectReadError('DescribeContact', result.failure);
    });
  return { gate, reads, calls, read };
}

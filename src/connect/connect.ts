import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Idempotency } from '../idempotency/idempotency.js';
import type { Caller } from '../ids/caller.js';
import { Instances } from '../ids/instances.js';
import { Deadline } from '../lib/deadline.js';
import type { ConnectObserver, PolicyState } from './calls/call-observer.js';
import { CallRunner, type CallScope } from './calls/call-runner.js';
import { RequestStats } from './calls/request-stats.js';
import { Directory } from './directory/directory.js';
import type { RecordAges } from './directory/record-cache.js';
import { OperationPolicy } from './limits/operation-policy.js';
import { type QuotaSettings, quotaOf } from './limits/quota-settings.js';
import { ReadCache } from './reads/read-cache.js';
import type { AuditLog } from './session/audit.js';
import { ConnectSession, type Shared } from './session/session.js';
import { type Client, type ClientSettings, createClient } from './transport/sdk-client.js';

/** Settings for access to Connect. */
export interface ConnectSettings extends ClientSettings {
  /** Ids or ARNs of the served instances, the default first. */
  readonly instances: readonly string[];
  readonly quotas: QuotaSettings;
  /**
   * Milliseconds for which equal searches for contacts or evaluations, and equal reads of live data, share one result.
   */
  readonly searchMaxAgeMs: number;
  /** Ages up to which cached directory records, such as queues, users and flows, are served. */
  readonly directory: RecordAges;
}

/** Timeout of the lookup of credentials in the readiness check, in milliseconds. */
const credentialsWithinMs = 2_000;
/** Deadline of a background refresh in milliseconds, including its wait behind calls of clients. */
const backgroundMs = 30_000;

/**
 * Access to Connect for the whole process: the client, the instances, the policies of operations and the shared caches.
 */
export class Connect {
  readonly instances: Instances;
  readonly #client: Client;
  readonly #policies = new Map<string, OperationPolicy>();
  #shared: Shared;

  constructor(
    private readonly settings: ConnectSettings,
    tokens: Idempotency,
    log: Logger,
    private readonly observer: ConnectObserver,
    audit: AuditLog | null = null,
  ) {
    this.instances = Instances.served(settings.instances, settings.region);
    this.#client = createClient(settings);
    this.#shared = {
      ...this.#emptyCaches(),
      instances: this.instances,
      runner: new CallRunner(this.#client, (operation) => this.#policyOf(operation), settings.attemptTimeoutMs, log),
      tokens,
      audit,
      searchMaxAgeMs: settings.searchMaxAgeMs,
      now: this.#client.now,
    };
  }

  /**
   * Invalidates all cached reads. Requests in progress keep the old caches, so that earlier reads never enter the new
   * ones.
   */
  invalidateReads(): void {
    this.#shared = { ...this.#shared, ...this.#emptyCaches() };
  }

  /**
   * Resets the cached reads and the difference to Connect's clock, and the rate limiter and circuit breaker of each
   * operation for which no call waits. For an emulator that has been reset.
   */
  reset(): void {
    this.invalidateReads();
    this.#client.forgetClock();
    for (const [operation, policy] of this.#policies) if (policy.waiting === 0) this.#policies.delete(operation);
  }

  /** Creates the session of one request, with the instances that its caller may use. */
  session(scope: Omit<CallScope, 'priority' | 'stats' | 'caller'> & { readonly caller: Caller }): ConnectSession {
    const { caller } = scope;
    const instances = this.instances.allowedTo(caller.instances);
    const shared = instances === this.instances ? this.#shared : { ...this.#shared, instances };
    const stats = new RequestStats(this.observer);
    const authenticated = caller.scopes !== null;
    return new ConnectSession(
      { ...scope, caller: { id: caller.id, authenticated }, priority: 'client', stats },
      shared,
    );
  }

  /**
   * Returns the minimum time in milliseconds until this many calls of an operation can start under its quota, with a
   * full bucket and no other calls; 0 without a quota.
   */
  shortestTimeMs(operation: string, calls: number): number {
    const quota = quotaOf(operation, this.settings.quotas);
    if (!quota) return 0;
    const { share } = this.settings.quotas;
    return (Math.max(0, calls - Math.max(1, quota.burst * share)) / (quota.rate * share)) * 1_000;
  }

  /** Whether credentials are available. Does not call Connect. */
  async hasCredentials(): Promise<boolean> {
    const found = this.#client.sdk.config.credentials().then(
      () => true,
      () => false,
    );
    return Promise.race([found, setTimeout(credentialsWithinMs, false, { ref: false })]);
  }

  /** Returns the state of the policy of each operation that was called since the last reset. */
  states(): PolicyState[] {
    return Array.from(this.#policies, ([operation, { isOpen, waiting }]) => ({ operation, isOpen, waiting }));
  }

  close(): void {
    for (const policy of this.#policies.values()) policy.close();
    this.#client.close();
  }

  #emptyCaches(): Pick<Shared, 'reads' | 'directory'> {
    return {
      reads: new ReadCache(),
      directory: new Directory(this.settings.directory, () => this.#background()),
    };
  }

  #background(): ConnectSession {
    const scope = { requestId: 'background', caller: { id: 'the gateway' }, deadline: new Deadline(backgroundMs) };
    const stats = new RequestStats(this.observer);
    return new ConnectSession({ ...scope, priority: 'background', stats }, this.#shared);
  }

  #policyOf(operation: string): OperationPolicy {
    let policy = this.#policies.get(operation);
    if (!policy) {
      const { quotas } = this.settings;
      policy = new OperationPolicy(quotaOf(operation, quotas), quotas.share);
      this.#policies.set(operation, policy);
    }
    return policy;
  }
}

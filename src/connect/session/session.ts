import { ConnectReadError } from '../../errors/read-error.js';
import type { Idempotency } from '../../idempotency/idempotency.js';
import { parseArn } from '../../ids/arn.js';
import type { Instances } from '../../ids/instances.js';
import type { ResourceKey } from '../../ids/resource-key.js';
import { Deadline } from '../../lib/deadline.js';
import type { CallRunner, CallScope } from '../calls/call-runner.js';
import type { ConnectOperation } from '../calls/operation.js';
import type { Directory } from '../directory/directory.js';
import type { ReadCache } from '../reads/read-cache.js';
import { describeInstance } from '../reads/read-operations.js';
import type { Reader } from '../reads/reader.js';
import { type AuditLog } from './audit.js';
import { Loaders } from './loaders.js';

/** The parts that all requests share. */
export interface Shared {
  readonly instances: Instances;
  readonly reads: ReadCache;
  readonly directory: Directory;
  readonly runner: CallRunner;
  readonly tokens: Idempotency;
  /** Null where none is kept. */
  readonly audit: AuditLog | null;
  /** Milliseconds for which equal searches for contacts share one answer. */
  readonly searchMaxAgeMs: number;
  /** Connect's clock. */
  readonly now: () => Date;
}

/** One request's view of Connect: its calls share the request's deadline, its reads are made once. */
export class ConnectSession implements Reader {
  #loaders: Loaders | null = null;
  #made: Set<string> | null = null;
  #detached: { finishing?: ConnectSession; client?: ConnectSession } | null = null;

  constructor(
    readonly scope: CallScope,
    readonly shared: Shared,
    /** The reads that this request has made, by operation and input. */
    private readonly reads: Map<string, Promise<object>> = new Map(),
  ) {}

  /** Made when the first is wanted: a transfer that asks for Connect's answer alone needs none. */
  get loaders(): Loaders {
    this.#loaders ??= new Loaders(this, this.shared);
    return this.#loaders;
  }

  get instances(): Instances {
    return this.shared.instances;
  }

  /** Connect's clock. */
  now(): Date {
    return this.shared.now();
  }

  /**
   * Makes a read, once for this request until something changes. Other requests share it while it is in flight: what is live
   * is asked for anew, but not twice at the same time.
   * @throws ConnectReadError
   */
  read<Input extends object, Output extends object>(
    operation: ConnectOperation<Input, Output>,
    input: Input,
  ): Promise<Output> {
    const key = `${operation.name} ${JSON.stringify(input)}`;
    const known = this.reads.get(key);
    if (known) return known as Promise<Output>;
    const { reads, runner } = this.shared;
    const answer = reads.call(this.scope, key, async (scope, candidate) => {
      const result = await runner.run(operation, input, scope, candidate);
      if (result.ok) return result.output;
      throw new ConnectReadError(operation.name, result.failure);
    });
    this.reads.set(key, answer);
    // A failure may be another one, or none, the next time.
    answer.catch(() => {
      if (this.reads.get(key) === answer) this.reads.delete(key);
    });
    return answer;
  }

  /**
   * A read of one call or several, whose answer other requests use too, and which goes on as long as one of them waits.
   * @param keptMs Milliseconds for which the answer is used after it came.
   * @param read Must make its calls by the session that it is given. @throws ConnectReadError
   * @param about Ids of the things that an answer tells of, with whose change it is let go of.
   */
  shareRead<T>(
    key: string,
    keptMs: number,
    read: (connect: ConnectSession) => Promise<T>,
    about?: (answer: T) => readonly (string | undefined)[],
  ): Promise<T> {
    return this.shared.reads.get(this.scope, key, keptMs, (scope) => read(this.withScope(scope)), about);
  }

  async readOrNull<Input extends object, Output extends object>(
    operation: ConnectOperation<Input, Output>,
    input: Input,
  ): Promise<Output | null> {
    try {
      return await this.read(operation, input);
    } catch (error) {
      if (error instanceof ConnectReadError && error.isNotFound) return null;
      throw error;
    }
  }

  /** The ARN of an instance: as configured or learned, else asked for once. @throws ConnectReadError */
  async instanceArn(instanceId: string): Promise<string> {
    const known = this.instances.find(instanceId)?.arn;
    if (known) return known;
    const arn = (await this.loaders.instance.load({ instanceId, id: instanceId }))?.Arn;
    const parsed = arn ? parseArn(arn) : null;
    if (!arn || parsed?.kind !== 'instance' || parsed.id !== instanceId) {
      throw ConnectReadError.unexpected(describeInstance.name, `Connect gave no ARN of the instance ${instanceId}.`);
    }
    return arn;
  }

  /** Remembers a contact that this request made: Connect's reads may not know it at once. */
  noteCreated(instanceId: string, contactId: string): void {
    this.invalidate({ instanceId, id: contactId });
    this.#made ??= new Set();
    this.#made.add(`${instanceId}/${contactId}`);
  }

  /** This session with less time, and nothing read yet. */
  withTimeout(ms: number): ConnectSession {
    const deadline = new Deadline(Math.min(ms, this.scope.deadline.remainingMs));
    return new ConnectSession({ ...this.scope, deadline }, this.shared);
  }

  /** This session, whose calls are made for others too. */
  withScope(scope: CallScope): ConnectSession {
    return new ConnectSession(scope, this.shared, this.reads);
  }

  /**
   * This session as a mutation needs it for its own steps: they go on without the client, and what they read is read anew.
   * The reads of a mutation that calls Connect are `finishing`; for all else there is `client`.
   */
  detached(priority: 'finishing' | 'client'): ConnectSession {
    this.#detached ??= {};
    this.#detached[priority] ??= new ConnectSession({ ...this.scope, priority, gone: undefined }, this.shared);
    return this.#detached[priority];
  }

  /** Invalidates the shared reads of a contact, evaluation or file that changed, and all of this request's loaders. */
  invalidate(thing: ResourceKey): void {
    this.shared.reads.invalidate(thing.id);
    this.readAnew();
  }

  /** Drops all that this request has read: a mutation may have changed more than its input names. */
  readAnew(): void {
    this.#loaders = null;
    this.reads.clear();
    this.#detached = null;
  }

  createdHere(instanceId: string, contactId: string): boolean {
    return this.#made?.has(`${instanceId}/${contactId}`) ?? false;
  }
}

import { ConnectReadError } from '../../errors/read-error.js';
import type { Idempotency } from '../../idempotency/idempotency.js';
import { parseArn } from '../../ids/arn.js';
import type { Instances } from '../../ids/instances.js';
import type { ResourceKey } from '../../ids/resource-key.js';
import { Deadline } from '../../lib/deadline.js';
import type { CallRunner, CallScope } from '../calls/call-runner.js';
import type { ChangedKind, ConnectOperation } from '../calls/operation.js';
import type { Directory } from '../directory/directory.js';
import type { ReadCache } from '../reads/read-cache.js';
import { describeInstance } from '../reads/read-operations.js';
import type { Reader } from '../reads/reader.js';
import { type AuditLog } from './audit.js';
import { Loaders } from './loaders.js';

/** Parts that requests share. */
export interface Shared {
  /** Instances that the caller may use. */
  readonly instances: Instances;
  readonly reads: ReadCache;
  readonly directory: Directory;
  readonly runner: CallRunner;
  readonly tokens: Idempotency;
  /** Null if there is no audit log. */
  readonly audit: AuditLog | null;
  /** Milliseconds for which equal searches for contacts share one result. */
  readonly searchMaxAgeMs: number;
  /** Returns the time on Connect's clock. */
  readonly now: () => Date;
}

/** One request's access to Connect. Its calls share the request's deadline, and each read is made once. */
export class ConnectSession implements Reader {
  #loaders: Loaders | null = null;
  #createdContacts: Set<string> | null = null;
  #detached: { finishing?: ConnectSession; client?: ConnectSession } | null = null;

  constructor(
    readonly scope: CallScope,
    readonly shared: Shared,
    /** Reads of this request, by operation and input. */
    private readonly reads: Map<string, Promise<object>> = new Map(),
  ) {}

  /** Loaders of this request, created on first use: many mutations need none. */
  get loaders(): Loaders {
    this.#loaders ??= new Loaders(this, this.shared);
    return this.#loaders;
  }

  get instances(): Instances {
    return this.shared.instances;
  }

  /** Returns the time on Connect's clock. */
  now(): Date {
    return this.shared.now();
  }

  /**
   * Makes a read, once for this request until an invalidation. Other requests share the read only while it is in
   * flight, so live data is always current.
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
    // Failures are not cached: the next read may succeed.
    answer.catch(() => {
      if (this.reads.get(key) === answer) this.reads.delete(key);
    });
    return answer;
  }

  /**
   * Makes a read of one or several calls whose result other requests share. The read continues while any of these
   * requests waits.
   * @param keptMs Milliseconds for which the result is cached.
   * @param read Makes its calls with the given session.
   * @param about Returns the ids of the resources in a result. A change of one of them invalidates the cached result.
   * @throws ConnectReadError
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

  /** Returns the ARN of an instance. Reads it from Connect if it is not known. @throws ConnectReadError */
  async instanceArn(instanceId: string): Promise<string> {
    const known = this.instances.find(instanceId)?.arn;
    if (known) return known;
    const arn = (await this.loaders.instance.load({ instanceId, id: instanceId }))?.Arn;
    const parsed = arn ? parseArn(arn) : null;
    if (!arn || parsed?.kind !== 'instance' || parsed.id !== instanceId) {
      throw ConnectReadError.unexpected(
        describeInstance.name,
        `Connect returned no ARN for the instance ${instanceId}.`,
      );
    }
    return arn;
  }

  /** Records a contact that this request created. Connect's reads may not find it at once. */
  noteCreated(instanceId: string, contactId: string): void {
    this.invalidate('contact', { instanceId, id: contactId });
    this.#createdContacts ??= new Set();
    this.#createdContacts.add(`${instanceId}/${contactId}`);
  }

  /** Returns a session with a shorter deadline and without the reads of this one. @param ms Milliseconds from now. */
  withTimeout(ms: number): ConnectSession {
    const deadline = new Deadline(Math.min(ms, this.scope.deadline.remainingMs));
    return new ConnectSession({ ...this.scope, deadline }, this.shared);
  }

  /** Returns this session with another scope, for calls that are made for several requests. */
  withScope(scope: CallScope): ConnectSession {
    return new ConnectSession(scope, this.shared, this.reads);
  }

  /**
   * Returns a session for the steps of a mutation. The steps continue after the client has gone, and do not use the
   * request's earlier reads.
   * @param priority `finishing` if the mutation's own call is made, otherwise `client`.
   */
  detached(priority: 'finishing' | 'client'): ConnectSession {
    this.#detached ??= {};
    this.#detached[priority] ??= new ConnectSession({ ...this.scope, priority, gone: undefined }, this.shared);
    return this.#detached[priority];
  }

  /** Invalidates the cached reads of a changed resource, and all reads of this request. */
  invalidate(kind: ChangedKind, resource: ResourceKey): void {
    this.shared.reads.invalidate(resource.id);
    this.shared.directory.invalidate(kind, resource);
    this.invalidateReads();
  }

  /** Invalidates all reads of this request: a mutation may have changed more than the resources in its input. */
  invalidateReads(): void {
    this.#loaders = null;
    this.reads.clear();
    this.#detached = null;
  }

  createdHere(instanceId: string, contactId: string): boolean {
    return this.#createdContacts?.has(`${instanceId}/${contactId}`) ?? false;
  }
}

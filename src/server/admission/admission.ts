import { FairQueue, type Priority } from '../../connect/limits/fair-queue.js';
import type { ProcessShare } from '../../graph/cost/response-budget.js';

/** Milliseconds after which a turn was a long one. */
const longTurnMs = 5;
/** Milliseconds after which a request that asks again in its turn gets another one, behind those who wait. */
const longestTurnMs = 50;
/** Rounds of the event loop without a turn after a long one: a new connection is accepted, read and answered in them. */
const pauseRounds = 3;
/** Milliseconds that a request waits at least: what it tells of a mutation is worth it, also after its time. */
const leastWaitMs = 1_000;
/** Bytes below which a request holds next to nothing, and waits while others hold too much. */
const smallBytes = 65_536;
/** The part of all that one caller may hold. */
const callerPart = 1 / 2;

export interface AdmissionSettings {
  /** IN_FLIGHT_MAX_BYTES */
  readonly maxInFlightBytes: number;
  /** Milliseconds that a request waits for a turn at most. */
  readonly maxWaitMs: number;
}

/** A request that waits for a turn. */
export interface Waiter {
  readonly caller: { readonly id: string };
  readonly priority: Priority;
  readonly share: RequestShare;
  readonly settle: (admitted: boolean) => void;
}

/**
 * Shares the event loop and the heap among requests. A request needs a turn before each stretch of synchronous work: to
 * parse its body, to check and execute its document, and to go on with what a call has brought. Turns go round robin over
 * the callers, one in each round of the event loop, so that a probe or another caller waits for one stretch of work and
 * not for all of a burst. The bytes that answers under construction count are bounded in all and by caller: beyond the
 * bound requests that hold nothing yet wait, and one that grows beyond its caller's part is refused.
 *
 * A request that nobody competes with has its turns at once.
 */
export class Admission {
  readonly #settings: AdmissionSettings;
  readonly #queue = new FairQueue<Waiter>();
  /** Those whose turn came while there was no room for them. */
  readonly #withoutRoom = new Set<Waiter>();
  readonly #bytesOfCallers = new Map<string, number>();
  #bytes = 0;
  /** The request that has its turn; null where none has had one in this round. */
  #current: RequestShare | null = null;
  #since = 0;
  /** Rounds that are left to others. */
  #pause = 0;
  #scheduled = false;
  #refused = 0;

  constructor(settings: AdmissionSettings) {
    this.#settings = settings;
  }

  /** Requests that wait for a turn or for room. */
  get waiting(): number {
    return this.#queue.size + this.#withoutRoom.size;
  }

  /** Bytes that all answers under construction count. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Requests that were refused for want of room or time, since the start. */
  get refused(): number {
    return this.#refused;
  }

  /** The share of a request, which must be ended. */
  request(caller: { readonly id: string }): RequestShare {
    return new RequestShare(caller, this);
  }

  /** @internal */
  turn(share: RequestShare, withinMs: number): Promise<boolean> | undefined {
    if (this.#current === share) {
      return performance.now() - this.#since < longestTurnMs ? undefined : this.nextTurn(share, withinMs);
    }
    // Not a second one in this round: how long the first works is not known yet.
    if (!this.#scheduled && this.#queue.size === 0 && this.#hasRoom(share)) {
      this.#begin(share);
      return undefined;
    }
    return this.nextTurn(share, withinMs);
  }

  /** @internal A turn in a later round, whether or not this one is free. */
  nextTurn(share: RequestShare, withinMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const settle = (admitted: boolean) => {
        clearTimeout(timer);
        resolve(admitted);
      };
      // Of one caller's requests those go first that hold bytes: only their end frees them.
      const priority = share.bytes > smallBytes ? 'finishing' : 'client';
      const waiter: Waiter = { caller: share.caller, priority, share, settle };
      share.waiter = waiter;
      const waitMs = Math.max(leastWaitMs, Math.min(withinMs, this.#settings.maxWaitMs));
      const timer = setTimeout(() => this.#giveUp(waiter), waitMs);
      this.#queue.add(waiter);
      this.#schedule();
    });
  }

  /** @internal @returns Whether there is room. */
  add(share: RequestShare, bytes: number): boolean {
    this.#bytes += bytes;
    const ofCaller = (this.#bytesOfCallers.get(share.caller.id) ?? 0) + bytes;
    this.#bytesOfCallers.set(share.caller.id, ofCaller);
    const { maxInFlightBytes } = this.#settings;
    // One alone may always have what one answer may have.
    if (ofCaller <= share.bytes + bytes) return true;
    const refused = this.#bytes > 2 * maxInFlightBytes || ofCaller > callerPart * maxInFlightBytes;
    if (refused && share.bytes + bytes > smallBytes) {
      this.#refused++;
      return false;
    }
    return true;
  }

  /** @internal */
  release(share: RequestShare): void {
    this.#bytes -= share.bytes;
    const { id } = share.caller;
    const left = (this.#bytesOfCallers.get(id) ?? 0) - share.bytes;
    if (left > 0) this.#bytesOfCallers.set(id, left);
    else this.#bytesOfCallers.delete(id);
    if (this.#withoutRoom.size === 0) return;
    for (const waiter of this.#withoutRoom) this.#queue.add(waiter);
    this.#withoutRoom.clear();
    this.#schedule();
  }

  /** Whether a request may begin or go on to hold bytes: one that holds some goes on, as only that frees them. */
  #hasRoom({ caller, bytes }: RequestShare): boolean {
    if (bytes > smallBytes) return true;
    const { maxInFlightBytes } = this.#settings;
    const ofOthers = (this.#bytesOfCallers.get(caller.id) ?? 0) - bytes;
    return this.#bytes < maxInFlightBytes && ofOthers < callerPart * maxInFlightBytes;
  }

  #begin(share: RequestShare): void {
    this.#current = share;
    this.#since = performance.now();
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => this.#nextRound());
  }

  #nextRound(): void {
    this.#scheduled = false;
    if (this.#current) {
      if (performance.now() - this.#since > longTurnMs) this.#pause = pauseRounds;
      this.#current = null;
    }
    if (this.#pause > 0) {
      this.#pause--;
      if (this.#queue.size > 0 || this.#pause > 0) this.#schedule();
      return;
    }
    for (let waiter = this.#queue.next(); waiter; waiter = this.#queue.next()) {
      if (this.#hasRoom(waiter.share)) {
        this.#begin(waiter.share);
        waiter.settle(true);
        return;
      }
      this.#withoutRoom.add(waiter);
    }
  }

  /** @internal Its client has left: what waits is not worth a turn. */
  leave({ waiter }: RequestShare): void {
    if (!waiter || !(this.#withoutRoom.delete(waiter) || this.#queue.remove(waiter))) return;
    waiter.settle(false);
  }

  #giveUp(waiter: Waiter): void {
    this.#withoutRoom.delete(waiter);
    this.#queue.remove(waiter);
    this.#refused++;
    waiter.settle(false);
  }
}

const never = Promise.resolve(false);

/** One request's share of the event loop and the heap. */
export class RequestShare implements ProcessShare {
  #bytes = 0;
  #ended = false;
  #left = false;
  #waits: Promise<boolean> | undefined;
  /** @internal Of its last wait. */
  waiter: Waiter | undefined;
  /** Milliseconds that the request has left; the admission's own limit holds as well. */
  remainingMs: () => number = () => Number.POSITIVE_INFINITY;

  constructor(
    readonly caller: { readonly id: string },
    private readonly admission: Admission,
  ) {}

  /** Bytes that it counts. */
  get bytes(): number {
    return this.#bytes;
  }

  turn(): Promise<boolean> | undefined {
    if (this.#left) return never;
    if (this.#waits || this.#ended) return this.#waits;
    return this.#waitFor(this.admission.turn(this, this.remainingMs()));
  }

  nextTurn(): Promise<boolean> {
    if (this.#left) return never;
    if (this.#ended) return Promise.resolve(true);
    return this.#waits ?? this.#waitFor(this.admission.nextTurn(this, this.remainingMs()));
  }

  /** All that the request does waits for the same turn. */
  #waitFor<Turn extends Promise<boolean> | undefined>(turn: Turn): Turn {
    this.#waits = turn;
    turn?.then(() => {
      this.#waits = undefined;
    });
    return turn;
  }

  add(bytes: number): boolean {
    if (this.#ended) return true;
    const hasRoom = this.admission.add(this, bytes);
    this.#bytes += bytes;
    return hasRoom;
  }

  /** Its client has left, and nothing that it does has an effect: it has no turn any more. */
  leave(): void {
    this.#left = true;
    this.admission.leave(this);
  }

  /** Its answer has been made, or will not be. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.admission.release(this);
  }
}

import type { Priority } from '../../connect/limits/fair-queue.js';
import type { ProcessShare } from '../../graph/cost/response-budget.js';
import { AcceptPause } from './accept-pause.js';
import { TimeFairQueue } from './time-fair-queue.js';

/** Maximum number of turns in a round of the event loop, and milliseconds of turns after which none begins in the round. */
const turnsPerRound = 8;
const roundMs = 1;
/** Milliseconds from which a turn counts as long. */
const longTurnMs = 5;
/** Milliseconds after which a request in its turn must queue again, behind the waiting requests. */
const longestTurnMs = 50;
/** Event loop rounds without a turn after a long turn. Node accepts, reads and serves a new connection in them. */
const pauseRounds = 3;
/** Milliseconds that a request may always wait, also past its deadline: the result of a mutation is worth the wait. */
const leastWaitMs = 1_000;
/** Up to this number of bytes a request counts as small. Small requests wait while others hold too much. */
const smallBytes = 65_536;
/** Part of IN_FLIGHT_MAX_BYTES that one caller may hold. */
const callerPart = 1 / 2;

export interface AdmissionSettings {
  /** IN_FLIGHT_MAX_BYTES */
  readonly maxInFlightBytes: number;
  /** Maximum wait of a request for a turn, in milliseconds. */
  readonly maxWaitMs: number;
  /** Returns the number of connections accepted so far; by default, arrivals do not prolong a pause. */
  readonly accepted?: () => number;
}

/** A request that waits for a turn. */
export interface Waiter {
  readonly caller: { readonly id: string };
  readonly priority: Priority;
  readonly share: RequestShare;
  readonly settle: (admitted: boolean) => void;
}

/**
 * Shares the event loop and the heap among requests.
 *
 * A request needs a turn before each stretch of synchronous work: to parse its body, to check and execute its document,
 * and to process the output of a call. Turns go round robin over the callers; a caller with long turns waits behind
 * those that have used less time (`TimeFairQueue`). A round of the event loop has as many turns as begin within a
 * millisecond, so one long turn ends it. A probe or another caller therefore waits for one stretch of work, not for a
 * burst. A request without competition gets its turns at once.
 *
 * The bytes of responses under construction are bounded in total and by caller. At its caller's bound, a small request
 * waits. At the total bound, the small requests of a caller wait that holds at least as much as the mean of the callers:
 * callers with large responses do not stop those with small ones. A larger request is refused if it grows beyond its
 * caller's bound or twice the total bound. A caller's only request has the total bound alone, and the process's only
 * request has none.
 */
export class Admission {
  readonly #settings: AdmissionSettings;
  readonly #queue = new TimeFairQueue<Waiter>();
  /** Requests whose turn came while there was no room for them. */
  readonly #withoutRoom = new Set<Waiter>();
  readonly #bytesOfCallers = new Map<string, number>();
  #bytes = 0;
  /** The request that has the turn; null for none. */
  #current: RequestShare | null = null;
  #since = 0;
  /** Milliseconds of the turns in this round. */
  #roundMs = 0;
  /** Remaining event loop rounds without a turn. */
  #pause = 0;
  readonly #acceptPause: AcceptPause;
  #scheduled = false;
  #refused = 0;

  constructor(settings: AdmissionSettings) {
    this.#settings = settings;
    this.#acceptPause = new AcceptPause(settings.accepted ?? (() => 0));
  }

  /** Requests that wait for a turn or for room. */
  get waiting(): number {
    return this.#queue.size + this.#withoutRoom.size;
  }

  /** Bytes of all responses under construction. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Requests refused since the start because of memory or time. */
  get refused(): number {
    return this.#refused;
  }

  /** Creates the share of a request. Call `end` on it when the request is done. */
  request(caller: { readonly id: string }): RequestShare {
    return new RequestShare(caller, this);
  }

  /** @internal */
  turn(share: RequestShare, withinMs: number): Promise<boolean> | undefined {
    if (this.#current === share) {
      return performance.now() - this.#since < longestTurnMs ? undefined : this.nextTurn(share, withinMs);
    }
    // Not during a turn: its duration is not known yet.
    if (!this.#scheduled && this.#queue.size === 0 && this.#hasRoom(share)) {
      this.#begin(share);
      return undefined;
    }
    return this.nextTurn(share, withinMs);
  }

  /** @internal Waits for a later turn, even if no other request waits. */
  nextTurn(share: RequestShare, withinMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const settle = (admitted: boolean) => {
        clearTimeout(timer);
        resolve(admitted);
      };
      // Requests that hold bytes go first among those of a caller: only their end frees the bytes.
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
    const held = share.bytes + bytes;
    // The process's only request may grow up to the limit of one response.
    if (this.#bytes <= held) return true;
    const isTooMuch = this.#bytes > 2 * maxInFlightBytes;
    const refused = isTooMuch || (ofCaller > held && ofCaller > callerPart * maxInFlightBytes);
    if (!refused || held <= smallBytes) return true;
    this.#countRefusal(share);
    return false;
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

  /** Whether a request may begin or continue. One that holds bytes continues, since only its end frees them. */
  #hasRoom({ caller, bytes }: RequestShare): boolean {
    if (bytes > smallBytes) return true;
    const { maxInFlightBytes } = this.#settings;
    const ofCaller = this.#bytesOfCallers.get(caller.id) ?? 0;
    if (this.#bytes < maxInFlightBytes) return ofCaller - bytes < callerPart * maxInFlightBytes;
    const mean = this.#bytes / this.#bytesOfCallers.size;
    return ofCaller < mean && this.#bytes < 2 * maxInFlightBytes;
  }

  #begin(share: RequestShare): void {
    this.#current = share;
    this.#since = performance.now();
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#roundMs = 0;
    // Node runs these steps in one round, each after the promises of the turn that the step before began.
    for (let left = turnsPerRound; left >= 0; left--) setImmediate(this.#step, left);
  }

  /** Ends the current turn, and begins another if the round has time and steps left. */
  readonly #step = (left: number): void => {
    this.#endTurn();
    if (left === 0) this.#endRound();
    else if (this.#pause === 0 && this.#roundMs < roundMs) this.#beginNext();
  };

  #endTurn(): void {
    if (!this.#current) return;
    const turnMs = performance.now() - this.#since;
    this.#roundMs += turnMs;
    // Short turns are free: without competition by long ones, turns go round robin.
    if (turnMs > longTurnMs) {
      this.#queue.charge(this.#current.caller.id, turnMs);
      // The end of this round counts, too.
      this.#pause = pauseRounds + 1;
      this.#acceptPause.begin();
    }
    this.#current = null;
  }

  #endRound(): void {
    this.#scheduled = false;
    if (this.#pause > 0) this.#pause--;
    if (this.#acceptPause.goesOn()) this.#pause = pauseRounds;
    if (this.#queue.size > 0 || this.#pause > 0) this.#schedule();
  }

  #beginNext(): void {
    for (let waiter = this.#queue.next(); waiter; waiter = this.#queue.next()) {
      if (this.#hasRoom(waiter.share)) {
        this.#begin(waiter.share);
        waiter.settle(true);
        return;
      }
      this.#withoutRoom.add(waiter);
    }
  }

  /** @internal Ends the wait of a request whose client has disconnected. */
  leave({ waiter }: RequestShare): void {
    if (!waiter || !(this.#withoutRoom.delete(waiter) || this.#queue.remove(waiter))) return;
    waiter.settle(false);
  }

  #giveUp(waiter: Waiter): void {
    this.#withoutRoom.delete(waiter);
    this.#queue.remove(waiter);
    this.#countRefusal(waiter.share);
    waiter.settle(false);
  }

  /** Counts a request once: each of its fields may be refused. */
  #countRefusal(share: RequestShare): void {
    if (!share.isRefused) this.#refused++;
    share.isRefused = true;
  }
}

const never = Promise.resolve(false);

/** One request's share of the event loop and the heap. */
export class RequestShare implements ProcessShare {
  #bytes = 0;
  #ended = false;
  #left = false;
  #waits: Promise<boolean> | undefined;
  /** @internal The entry of the last wait. */
  waiter: Waiter | undefined;
  /** @internal Whether the request was refused. */
  isRefused = false;
  /** Milliseconds until the request's deadline. `maxWaitMs` applies as well. */
  remainingMs: () => number = () => Number.POSITIVE_INFINITY;

  constructor(
    readonly caller: { readonly id: string },
    private readonly admission: Admission,
  ) {}

  /** Bytes of this request. */
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

  /** Makes all concurrent work of the request wait for the same turn. */
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

  /** Refuses all further turns. For a request without effects whose client has disconnected. */
  leave(): void {
    this.#left = true;
    this.admission.leave(this);
  }

  /** Releases the bytes. Call it when the response is complete or will not be sent. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.admission.release(this);
  }
}

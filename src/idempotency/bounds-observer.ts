import type { Logger } from 'pino';

/** Which bound was met: the share of one caller, or the size of the whole store. */
export type BoundReason = 'caller' | 'total';

/** Is told what the bounds of a store cost: at once and for each record, so it must be quick and must not throw. */
export interface BoundsObserver {
  /** The record of an answered mutation was removed before its time. */
  recordEvicted(reason: BoundReason): void;
  /** A mutation was refused, since none of the records could be evicted for its own. */
  recordRefused(reason: BoundReason): void;
}

/** Milliseconds between two warnings. */
const warningIntervalMs = 60_000;

/** Passes everything on, and warns in the log at most once a minute, with the counts since the last warning. */
export class BoundsLog implements BoundsObserver {
  #evicted = 0;
  #refused = 0;
  #warnedAt = -Infinity;

  /** @param now Milliseconds on a clock that never goes back. */
  constructor(
    private readonly log: Logger,
    private readonly next: BoundsObserver | null,
    private readonly now: () => number = () => performance.now(),
  ) {}

  recordEvicted(reason: BoundReason): void {
    this.next?.recordEvicted(reason);
    this.#evicted++;
    this.#warn();
  }

  recordRefused(reason: BoundReason): void {
    this.next?.recordRefused(reason);
    this.#refused++;
    this.#warn();
  }

  #warn(): void {
    const now = this.now();
    if (now - this.#warnedAt < warningIntervalMs) return;
    this.log.warn(
      { evicted: this.#evicted, refused: this.#refused, setting: 'IDEMPOTENCY_MAX_PER_CALLER' },
      'the idempotency store is full, or the share of a caller',
    );
    this.#warnedAt = now;
    this.#evicted = 0;
    this.#refused = 0;
  }
}

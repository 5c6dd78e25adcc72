import type { Logger } from 'pino';

/** The limit that was reached: the maximum number of records of one caller, or of the whole store. */
export type BoundReason = 'caller' | 'total';

/** Observer of evicted and refused records. Its methods run synchronously, so they must be fast and must not throw. */
export interface BoundsObserver {
  /** The record of an answered mutation was removed before it expired. */
  recordEvicted(reason: BoundReason): void;
  /** A mutation was refused because there was no room for its record. */
  recordRefused(reason: BoundReason): void;
}

/** Minimum time between two warnings, in milliseconds. */
const warningIntervalMs = 60_000;

/**
 * Observer that logs a warning at most once a minute, with the counts since the last warning, and forwards all events.
 */
export class BoundsLog implements BoundsObserver {
  #evicted = 0;
  #refused = 0;
  #warnedAt = -Infinity;

  /** @param next Observer to forward to; null for none. @param now Returns milliseconds on a monotonic clock. */
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
      'the idempotency store or the share of a caller is full',
    );
    this.#warnedAt = now;
    this.#evicted = 0;
    this.#refused = 0;
  }
}

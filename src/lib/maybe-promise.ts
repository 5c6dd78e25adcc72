/** A value that is known now, or a promise of a value that must be read. */
export type MaybePromise<T> = T | Promise<T>;

/** Runs `next` with the value, synchronously if the value is known now. */
export function whenKnown<T, R>(value: MaybePromise<T>, next: (value: T) => MaybePromise<R>): MaybePromise<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** A value that is there at once where it is known, and a promise where it must be read. */
export type MaybePromise<T> = T | Promise<T>;

/** Goes on with a value now if it is known, else when it comes. */
export function whenKnown<T, R>(value: MaybePromise<T>, next: (value: T) => MaybePromise<R>): MaybePromise<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}

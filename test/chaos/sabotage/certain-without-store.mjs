// A gateway that takes every token for a new one while its store is away.
import { Idempotency } from '../../../dist/idempotency/idempotency.js';

const { once } = Idempotency.prototype;
Idempotency.prototype.once = function (use, options, make) {
  return once.call(this, use, options, (earlier) => make(earlier === 'unknown' ? 'none' : earlier));
};

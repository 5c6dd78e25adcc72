// A gateway that makes every call while its store is away, also where nothing else keeps it from a second one.
import { Idempotency } from '../../../dist/idempotency/idempotency.js';

const { once } = Idempotency.prototype;
Idempotency.prototype.once = function (use, options, make) {
  return once.call(this, use, { ...options, withoutRecord: true }, make);
};

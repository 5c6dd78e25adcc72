// A gateway that knows what it did while its store was away, and never records it.
import { UnrecordedCalls } from '../../../dist/idempotency/unrecorded.js';

UnrecordedCalls.prototype.record = async () => {};

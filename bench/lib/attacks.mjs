import { answers } from './attacks/answers.mjs';
import { costCounting } from './attacks/cost-counting.mjs';
import { errorLocations } from './attacks/error-locations.mjs';
import { largeInputs } from './attacks/large-inputs.mjs';
import { reflection } from './attacks/reflection.mjs';
import { bursts, connectionFilling, earlyRefusals, slowReaders } from './attacks/sockets.mjs';
import { validation } from './attacks/validation.mjs';

export { limits, requestOf } from './attacks/parts.mjs';

/**
 * Attacks with which a client might exhaust a server's CPU time, memory or connections. Each has a `name`, a class
 * (`kind`), the `setups` in which it is tried, and the way in which it is sent (`send`). The bytes that are sent depend
 * only on the arguments of `requestOf`.
 */
export const attacks = [
  ...costCounting,
  ...errorLocations,
  ...validation,
  ...reflection,
  ...answers,
  ...largeInputs,
  ...slowReaders,
  ...connectionFilling,
  ...earlyRefusals,
  ...bursts,
];

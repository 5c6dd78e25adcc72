import { answers } from './attacks/answers.mjs';
import { costCounting } from './attacks/cost-counting.mjs';
import { errorLocations } from './attacks/error-locations.mjs';
import { largeInputs } from './attacks/large-inputs.mjs';
import { reflection } from './attacks/reflection.mjs';
import { bursts, connectionFilling, earlyRefusals, slowReaders } from './attacks/sockets.mjs';
import { validation } from './attacks/validation.mjs';

export { limits, requestOf } from './attacks/parts.mjs';

/**
 * Requests by which a client might use up a server's time, memory or connections: each with a `name`, its class (`kind`),
 * the `setups` in which it is tried, and how it is sent. All are pure: what is sent depends on nothing but the argument
 * of `requestOf`.
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

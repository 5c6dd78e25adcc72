import type { Behaviour } from './behaviour.js';

/** What each operation does, by its name in the service model. An operation that is not here has no behaviour yet. */
export const behaviours: Readonly<Record<string, Behaviour>> = {};

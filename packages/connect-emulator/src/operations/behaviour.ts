import type { World } from '../world/world.js';

/**
 * What one operation does to the world: takes the decoded, model-checked input, returns the output's members. Types
 * are the SDK's own (imported as types only); times are Dates on both sides. A refusal is a thrown ConnectException,
 * and a behaviour that throws must have left the world as it was.
 */
// biome-ignore lint/suspicious/noExplicitAny: each behaviour narrows it to its own operation's input type
export type Behaviour<Input = any, Output = object> = (input: Input, world: World) => Output;

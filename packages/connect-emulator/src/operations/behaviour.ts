import type { World } from '../world/world.js';

/**
 * The implementation of one operation: takes the decoded, validated input and returns the members of the output. Both
 * have the SDK's types (type imports only), with timestamps as Dates. A refusal is a thrown ConnectException. A
 * behaviour that throws must leave the world unchanged.
 */
// biome-ignore lint/suspicious/noExplicitAny: each behaviour narrows it to its own operation's input type
export type Behaviour<Input = any, Output = object> = (input: Input, world: World) => Output;

import { behaviours } from './operations/index.js';

export type { FaultKind } from './calls/faults.js';
export { type EmulatorConfig, type EmulatorSettings, readEmulatorConfig } from './config.js';
export { type Emulator, type EmulatorOptions, serveWorld, startEmulator } from './emulator.js';
export { runEmulator } from './main.js';
export type { Assumptions } from './world/assumptions/assumptions.js';
export { parseWorldFile } from './world/file/read.js';
export type { WorldFile } from './world/file/schema/schema.js';
export { World } from './world/world.js';

/** Names of the operations that the emulator implements. Others are refused with status 501. */
export const emulatedOperations: ReadonlySet<string> = new Set(Object.keys(behaviours));

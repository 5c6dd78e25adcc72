import type { EventEmitter } from 'node:events';
import type { Faults } from './calls/faults.js';
import type { Ledger } from './calls/ledger.js';
import { exchangeFile } from './file-exchange.js';
import { startWire, type WireEvents } from './http/server.js';
import { behaviours } from './operations/index.js';
import type { Assumptions } from './world/assumptions/assumptions.js';
import type { WorldFile } from './world/file/schema/schema.js';
import { World } from './world/world.js';

export interface EmulatorOptions {
  /** On 127.0.0.1, the only address it listens on; 0, the default, takes any free port. */
  readonly port?: number;
  /** A world file, or what one holds; the demo world unless given. */
  readonly worldFile?: string | WorldFile;
  /** Throttles by the default quotas of a new account; off unless true. */
  readonly quotas?: boolean;
  /** What AWS does not document and somebody knows better. */
  readonly assumptions?: Partial<Assumptions>;
  /** Milliseconds added to every call; 0 unless given. */
  readonly latencyMs?: number;
  /** Names, beside those of this machine, by which it may be asked; none unless given. */
  readonly allowedHosts?: readonly string[];
}

/** A running local Amazon Connect. */
export interface Emulator {
  /** What an AWS client takes as its endpoint. */
  readonly url: string;
  readonly world: World;
  /** Scripts what goes wrong. */
  readonly faults: Faults;
  /** Every call so far. */
  readonly ledger: Ledger;
  /** Tells whoever remembers something of the world that it has changed from outside. */
  readonly events: EventEmitter<WireEvents>;
  /** World, clock, faults, ledger, tokens and quotas are again as at the start. */
  reset(): void;
  /** Stops at once and destroys all sockets, hanging ones as well. May be called again. */
  close(): Promise<void>;
}

/**
 * Starts the emulator.
 * @throws Error when the world file is wrong (its message lists all problems) or the port cannot be had.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { worldFile, assumptions, ...wireOptions } = options;
  return serveWorld(World.load({ file: worldFile, assumptions }), wireOptions);
}

/**
 * Starts the emulator with a world that is already there.
 * @throws Error when the port cannot be had.
 */
export async function serveWorld(
  world: World,
  wireOptions: Omit<EmulatorOptions, 'worldFile' | 'assumptions'> = {},
): Promise<Emulator> {
  const wire = await startWire({
    ...wireOptions,
    world,
    behaviours: (operation) => {
      const behaviour = Object.hasOwn(behaviours, operation) ? behaviours[operation] : undefined;
      return behaviour && ((input) => behaviour(input, world));
    },
    files: (request) => exchangeFile(request, world),
  });
  world.url = wire.url;
  return { ...wire, world };
}

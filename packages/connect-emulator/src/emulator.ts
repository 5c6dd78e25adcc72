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
  /** Port on 127.0.0.1, the only address that the emulator listens on. Default 0, which selects a free port. */
  readonly port?: number;
  /** Path or content of a world file. Default: the demo world. */
  readonly worldFile?: string | WorldFile;
  /** Throttles calls by the default quotas of a new account. Default false. */
  readonly quotas?: boolean;
  /** Overrides for behaviour that AWS does not document. */
  readonly assumptions?: Partial<Assumptions>;
  /** Milliseconds added to every call. Default 0. */
  readonly latencyMs?: number;
  /** Host names accepted in the `Host` header besides the local ones. Default none. */
  readonly allowedHosts?: readonly string[];
}

/** A running local Amazon Connect. */
export interface Emulator {
  /** The endpoint to set in an AWS client. */
  readonly url: string;
  readonly world: World;
  /** The scripted faults. */
  readonly faults: Faults;
  /** The calls that the emulator received. */
  readonly ledger: Ledger;
  /**
   * Emits an event on each reset and when a control request advances the clock, so that caches can be invalidated.
   */
  readonly events: EventEmitter<WireEvents>;
  /** Resets world, clock, faults, ledger, idempotency tokens and quotas to their initial state. */
  reset(): void;
  /** Stops at once and destroys all sockets, including those of hanging calls. A second close has no effect. */
  close(): Promise<void>;
}

/**
 * Starts the emulator.
 * @throws Error when the world file is invalid (the message lists all problems) or the port is not available.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { worldFile, assumptions, ...wireOptions } = options;
  return serveWorld(World.load({ file: worldFile, assumptions }), wireOptions);
}

/**
 * Starts the emulator with a world that is already loaded.
 * @throws Error when the port is not available.
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

import { type Assumptions, defaultAssumptions } from './assumptions.js';
import { Clock } from './clock.js';

export interface WorldOptions {
  /** Path of a YAML or JSON world file; the demo world when absent. */
  readonly file?: string;
  /** Overrides of what the world file assumes. */
  readonly assumptions?: Partial<Assumptions>;
}

/** The state behind the emulator: instances, what they hold, and time. */
export class World {
  readonly clock = new Clock();
  /** Rises with each change of state that an operation makes. */
  revision = 0;

  private constructor(readonly assumptions: Assumptions) {}

  /** @throws Error whose message lists every problem of the world file, each with its path in the file. */
  static load(options: WorldOptions = {}): World {
    return new World({ ...defaultAssumptions, ...options.assumptions });
  }

  /** Brings timed state (flows, schedules, expiries, routing) up to the clock's now. */
  settle(): void {}

  /** Back to the state as loaded, the clock too. */
  reset(): void {
    this.clock.reset();
  }

  instanceArns(): string[] {
    return [];
  }
}

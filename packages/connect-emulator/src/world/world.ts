import { readFileSync } from 'node:fs';
import { type Assumptions, defaultAssumptions } from './assumptions/assumptions.js';
import { Clock } from './clock.js';
import type { Time } from './entities.js';
import { buildInstances } from './file/build/build.js';
import { parseWorldFile, readWorldFile } from './file/read.js';
import type { WorldFile } from './file/schema/schema.js';
import { InstanceState } from './instance-state.js';
import { PageTokens } from './page-tokens.js';

export interface WorldOptions {
  /** Path or content of a world file. Default: the demo world. */
  readonly file?: string | WorldFile;
  /** Overrides of the world file's assumptions. */
  readonly assumptions?: Partial<Assumptions>;
}

/** Parses the demo world. The bundle contains the text of the file. */
const parseDemoWorld = (): WorldFile =>
  parseWorldFile(readFileSync(new URL('../../demo-world.yaml', import.meta.url), 'utf8'), 'demo-world.yaml');

let demoFile: WorldFile | undefined;

/** Returns the demo world. Parsing takes 0.1 s, so a process does it once. */
function demoWorld(): WorldFile {
  demoFile ??= parseDemoWorld();
  return demoFile;
}

/** Counters of work. Tests use them to tell a search of a range from a scan of all contacts. */
export interface Work {
  contactsExamined: number;
  eventsHandled: number;
}

/** The state of the emulator: the instances and the clock. */
export class World {
  readonly clock = new Clock();
  readonly assumptions: Assumptions;
  /** Rises with each change by an operation. Timed events do not count. */
  revision = 0;
  pageTokens = new PageTokens();
  readonly work: Work = { contactsExamined: 0, eventsHandled: 0 };
  /** Base URL of the emulator, used in presigned URLs. Set once the emulator listens. */
  url = 'http://127.0.0.1';
  #instances: ReadonlyMap<string, InstanceState> = new Map();
  /** The fixed time of the running call. */
  #frozen: Time | undefined;

  private constructor(
    private readonly file: WorldFile,
    assumptions: Partial<Assumptions>,
  ) {
    this.assumptions = { ...defaultAssumptions, ...file.assumptions, ...assumptions };
    this.reset();
  }

  /**
   * Loads a world.
   * @throws Error whose message lists all problems of the world file with their paths.
   */
  static load(options: WorldOptions = {}): World {
    const { file = demoWorld(), assumptions = {} } = options;
    return new World(typeof file === 'string' ? readWorldFile(file) : file, assumptions);
  }

  /** Like load, for the text of a world file in YAML or JSON. */
  static parse(text: string, assumptions: Partial<Assumptions> = {}): World {
    return new World(parseWorldFile(text, '(text)'), assumptions);
  }

  /** The current time in milliseconds since 1970. It is fixed during a call. */
  get now(): Time {
    return this.#frozen ?? this.clock.now().getTime();
  }

  /** Fixes the time, handles all due events and runs a call. No time passes during the call. */
  runAtFixedTime<T>(run: () => T): T {
    this.#frozen = this.clock.now().getTime();
    try {
      this.settle();
      return run();
    } finally {
      this.#frozen = undefined;
    }
  }

  /** The states of all instances, in the order of the world file. */
  get instances(): readonly InstanceState[] {
    return [...this.#instances.values()];
  }

  /** Finds the state of an instance by the id or ARN of the instance. */
  instance(idOrArn: string): InstanceState | undefined {
    const found = this.#instances.get(idOrArn);
    if (found || !idOrArn.startsWith('arn:')) return found;
    return this.instances.find(({ instance }) => instance.arn === idOrArn);
  }

  instanceArns(): string[] {
    return this.instances.map(({ instance }) => instance.arn);
  }

  /**
   * Handles all due events (flows, schedules, expiries, routing). The cost grows with the number of due events, not
   * with the number of contacts.
   */
  settle(): void {
    for (const { lifecycle } of this.#instances.values()) this.work.eventsHandled += lifecycle.settle(this.now);
  }

  /** Counts a change. Operations call this method after they have changed the world. */
  changed(): void {
    this.revision += 1;
  }

  /** Restores the loaded state. Relative times of the world file count from the real time of the reset. */
  reset(): void {
    this.clock.reset();
    this.revision = 0;
    this.pageTokens = new PageTokens();
    const now = this.now;
    const contents = buildInstances(this.file, this.assumptions, now);
    this.#instances = new Map(
      contents.map((each) => [each.instance.id, new InstanceState(each, this.file.timing, now)] as const),
    );
    this.settle();
  }
}

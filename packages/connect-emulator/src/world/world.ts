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
  /** Path of a YAML or JSON world file, or what one holds; the demo world when absent. */
  readonly file?: string | WorldFile;
  /** Overrides of what the world file assumes. */
  readonly assumptions?: Partial<Assumptions>;
}

/** The demo world, as the text of its world file; the bundle holds it. */
const demoWorld = (): WorldFile =>
  parseWorldFile(readFileSync(new URL('../../demo-world.yaml', import.meta.url), 'utf8'), 'demo-world.yaml');

/** How much work was done, so that a test can tell a search of a range from a scan of everything. */
export interface Work {
  contactsExamined: number;
  eventsHandled: number;
}

/** The state behind the emulator: instances, what they hold, and time. */
export class World {
  readonly clock = new Clock();
  readonly assumptions: Assumptions;
  /** Rises with each change of state that an operation makes; what time brings about does not count. */
  revision = 0;
  pageTokens = new PageTokens();
  readonly work: Work = { contactsExamined: 0, eventsHandled: 0 };
  /** Where the emulator is reached, which the URLs of files begin with. Known once it listens. */
  url = 'http://127.0.0.1';
  #instances: ReadonlyMap<string, InstanceState> = new Map();
  /** The one reading of the clock that a running call goes by. */
  #frozen: Time | undefined;

  private constructor(
    private readonly file: WorldFile,
    assumptions: Partial<Assumptions>,
  ) {
    this.assumptions = { ...defaultAssumptions, ...file.assumptions, ...assumptions };
    this.reset();
  }

  /** @throws Error whose message lists every problem of the world file, each with its path in the file. */
  static load(options: WorldOptions = {}): World {
    const { file = demoWorld(), assumptions = {} } = options;
    return new World(typeof file === 'string' ? readWorldFile(file) : file, assumptions);
  }

  /** As load, for a world file's text, YAML or JSON. */
  static parse(text: string, assumptions: Partial<Assumptions> = {}): World {
    return new World(parseWorldFile(text, '(text)'), assumptions);
  }

  /** Now, in milliseconds since 1970: the same for as long as a call runs. */
  get now(): Time {
    return this.#frozen ?? this.clock.now().getTime();
  }

  /** Settles and then runs a call, all by one reading of the clock: no time passes between what the call does. */
  atOneTime<T>(run: () => T): T {
    this.#frozen = this.clock.now().getTime();
    try {
      this.settle();
      return run();
    } finally {
      this.#frozen = undefined;
    }
  }

  /** In the order of the world file. */
  get instances(): readonly InstanceState[] {
    return [...this.#instances.values()];
  }

  /** By id or by ARN. */
  instance(idOrArn: string): InstanceState | undefined {
    const found = this.#instances.get(idOrArn);
    if (found || !idOrArn.startsWith('arn:')) return found;
    return this.instances.find(({ instance }) => instance.arn === idOrArn);
  }

  instanceArns(): string[] {
    return this.instances.map(({ instance }) => instance.arn);
  }

  /** Brings timed state (flows, schedules, expiries, routing) up to the clock's now. Costs only what is due. */
  settle(): void {
    for (const { lifecycle } of this.#instances.values()) this.work.eventsHandled += lifecycle.settle(this.now);
  }

  /** An operation calls this once it has changed something. */
  changed(): void {
    this.revision += 1;
  }

  /** Back to the state as loaded, with the file's relative times counted from the real time of the reset. */
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

import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { parseWorldFile, type WorldFile } from '#connect-emulator';

const agent = 'bbbbbbbb-0000-4000-8000-000000000001';
/** It has no queue, so a contact in it stays. */
const flow = 'ffffffff-0000-4000-8000-000000000002';

/** All but the scheduled ones were transferred once: their first contact is another. */
const kinds = {
  task: { channel: 'TASK', state: 'in-flow', flow, name: 'A task of a test', transfers: 1 },
  scheduledTask: { channel: 'TASK', state: 'scheduled', scheduled: '+2h', name: 'Later' },
  call: { channel: 'VOICE', state: 'with-agent', agent, transfers: 1 },
  waitingCall: { channel: 'VOICE', state: 'in-flow', flow, transfers: 1 },
  recordedCall: { channel: 'VOICE', state: 'with-agent', agent, transfers: 1, recorded: ['AGENT', 'SCREEN'] },
  chat: { channel: 'CHAT', state: 'with-agent', agent, transfers: 1 },
};
type Kind = keyof typeof kinds;

const ofEach = 40;

/** The demo world with contacts to use up: what was done to one, such as to record it, cannot be done again. */
export class Stock {
  readonly worldFile: WorldFile;
  readonly #taken = new Map<Kind, number>();

  constructor() {
    const file = new URL('../../packages/connect-emulator/demo-world.yaml', import.meta.url);
    const world = parse(readFileSync(file, 'utf8'));
    for (const [kind, contact] of Object.entries(kinds)) {
      for (let number = 1; number <= ofEach; number++) {
        world.instances[0].contacts.push({ id: `${kind}-${number}`, initiated: '-10m', ...contact });
      }
    }
    this.worldFile = parseWorldFile(JSON.stringify(world), 'the stock');
  }

  /** The id of one that no test has had. */
  take(kind: Kind): string {
    const number = (this.#taken.get(kind) ?? 0) + 1;
    if (number > ofEach) throw new Error(`There is no ${kind} left.`);
    this.#taken.set(kind, number);
    return `${kind}-${number}`;
  }
}

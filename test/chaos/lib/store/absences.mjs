import { setTimeout as sleep } from 'node:timers/promises';
import { steps } from './records.mjs';

/** Milliseconds for which the store is away, and between two absences. */
const away = [1_000, 5_000];
const there = [1_500, 7_000];
const shareOfClean = 0.5;

/** The times at which the store was away. */
export class Absences {
  /** `{ from, to, lost }`, in milliseconds since 1970; `lost` names the steps whose replies were lost, none for a clean cut. */
  all = [];

  constructor(relay) {
    this.relay = relay;
  }

  /**
   * Has the store go away and come back at random times until it is over, and leaves it there.
   * @param losesReplies Whether some absences begin with a reply that is lost.
   */
  async make(random, { losesReplies, isOver }) {
    while (!isOver()) {
      await sleep(random.between(...there));
      const isClean = random.chance(shareOfClean) || !losesReplies;
      const step = random.pick(steps);
      const forMs = random.between(...away);
      if (isOver()) return;
      const absence = { from: Date.now(), to: Number.POSITIVE_INFINITY, lost: [] };
      absence.lost = isClean ? await this.relay.cutClean() : await this.relay.cutLosing(step);
      absence.from = Date.now();
      this.all.push(absence);
      await sleep(forMs);
      await this.relay.open();
      absence.to = Date.now();
    }
  }
}

import { attacks } from '../lib/attacks.mjs';
import { attacksOnOthers } from '../lib/hostile/callers.mjs';
import { askLegitimate, measureAttack, ready } from '../lib/hostile/measure.mjs';
import { Report } from '../lib/hostile/report.mjs';
import { gatewaysUnderAttack } from '../lib/hostile/setups.mjs';
import { Target } from '../lib/hostile/target.mjs';
import { startIssuer } from '../lib/issuer.mjs';
import { startEmulator, using } from '../lib/stack.mjs';
import { richWorld } from '../lib/world.mjs';

export const title = 'Hostile requests';

/** Number of attacks between two rounds of legitimate requests. */
const between = 3;
const rounds = { quick: 1, full: 3 };
/** Maximum time in milliseconds for which an attack holds connections with `--quick`. */
const quickHoldMs = 10_000;

export async function run({ quick, nodeArgs, attack: pattern }) {
  const wanted = pattern ? new RegExp(pattern, 'i') : /^/;
  const chosen = attacks.filter(({ kind, name }) => wanted.test(`${kind}: ${name}`));
  return using(async (keep) => {
    const emulator = await keep(startEmulator({ world: richWorld, quotas: 'off', latencyMs: 0 }));
    const issuer = await keep(startIssuer());
    const report = new Report();
    for (const config of await gatewaysUnderAttack(issuer)) {
      const here = chosen.flatMap((attack) =>
        attack.setups.filter((setup) => config.setups[setup]).map((setup) => ({ attack, setup })),
      );
      if (here.length === 0) continue;
      const target = await keep(Promise.resolve(new Target(config, emulator.url, nodeArgs ?? [])));
      const record = (name, measured) => report.legitimate(config.name, name, measured);
      for (const [n, { attack, setup }] of here.entries()) {
        await ready(target, emulator, record);
        if (n % between === 0) await askLegitimate(target, emulator, record);
        const sent = quick ? shortened(attack) : attack;
        const measured = await measureAttack(target, sent, config.setups[setup], quick ? rounds.quick : rounds.full);
        report.attack(setup, measured);
        if (pattern) process.stderr.write(`\n${report.lastLine()}`);
      }
      await target.stop();
    }
    const { checks, sections } = report.result();
    const others = wanted.test('other callers') ? await attacksOnOthers({ issuer, quick }) : none;
    return { checks: [...checks, ...others.checks], sections };
  });
}

const none = { checks: [] };

function shortened(attack) {
  const { holdMs } = attack.send;
  return holdMs > quickHoldMs ? { ...attack, send: { ...attack.send, holdMs: quickHoldMs } } : attack;
}

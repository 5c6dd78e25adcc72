import { table } from '../../../bench/lib/table.mjs';
import { outcomeOf } from './kinds.mjs';
import { mutations } from './mutations/index.mjs';
import { neverAway } from './store/away.mjs';

/** What was tried, and what came of it. */
export function totals({ clients, calls, kills, violations, storeRows = [] }) {
  const { ops } = clients;
  const faulted = calls.filter(({ fault }) => fault !== null).length;
  const faultedShare = calls.length > 0 ? faulted / calls.length : 0;
  const outcomes = (kind) => ops.filter((op) => outcomeOf(op, mutations[op.name]) === kind).length;
  const never = neverSucceeded(ops);
  const rows = [
    ['mutations', ops.length],
    ['  that succeeded', outcomes('success')],
    ['  that were refused', outcomes('refused')],
    ['  of which the outcome stayed unknown', outcomes('unknown')],
    ['  that were given up, not applied', outcomes('not-applied')],
    ['kinds of mutation, of which none succeeded', never || 'none'],
    ['requests', clients.sent],
    ['retries with the same token, across a kill or a fault', clients.retries],
    ['uses of a token with another input', ops.reduce((sum, { others }) => sum + others.length, 0)],
    ['calls of Connect', calls.length],
    ['  that were faulted', `${faulted} (${(faultedShare * 100).toFixed(1)} %)`],
    ['kills of the gateway', kills],
    ...storeRows,
    ['violations', violations.length],
  ];
  return { text: table(['', ''], rows), faultedShare, neverSucceeded: never };
}

/** What a run has not really tried. */
function neverSucceeded(ops) {
  const succeeded = new Set(
    ops.filter((op) => outcomeOf(op, mutations[op.name]) === 'success').map(({ name }) => name),
  );
  return Object.keys(mutations)
    .filter((name) => !succeeded.has(name))
    .join(', ');
}

const shownOfEach = 2;
/** A time after all others. */
const later = Number.MAX_SAFE_INTEGER;

/** What was violated, each with the first few histories; nothing without violations. */
export function histories(violations, seed, away = neverAway) {
  const rules = [...new Set(violations.map(({ rule }) => rule))];
  const texts = rules.map((rule) => {
    const broken = violations.filter((violation) => violation.rule === rule);
    const shown = broken.slice(0, shownOfEach).map((violation) => history(violation, seed, away));
    return `VIOLATION, ${broken.length} times: ${rule}\n${shown.join('')}`;
  });
  return texts.join('');
}

/** Milliseconds around the requests of a subject in which absences of the store and deaths of gateways are shown. */
const nearMs = 15_000;

/** All that happened to the subject of a violation, in the order of time. */
function history({ subject, ops, calls }, seed, { absences, deaths, changesOf }) {
  const times = ops.flatMap(({ sends }) => sends.flatMap(({ sentAt, answeredAt }) => [sentAt, answeredAt]));
  const isNear = ([at]) => at > Math.min(...times) - nearMs && at < Math.max(...times) + nearMs;
  const ofStore = [
    ...absences.flatMap(({ from, to }) => [
      [from, 'the store goes away'],
      [to, 'the store is back'],
    ]),
    ...deaths.map(({ by, at }) => [at, `the gateway ${by} is killed`]),
  ];
  const events = [
    ...ofStore.filter(isNear),
    ...ops.flatMap(changesOf).map(({ at, step, answer }) => [at, `record: ${step} ${JSON.stringify(answer ?? null)}`]),
    ...ops.flatMap(({ client, name, token, input, sends, others }) => [
      ...sends.flatMap(({ by, sentAt, answeredAt, answer }) => [
        [sentAt, `client ${client} sends to ${by} ${name} ${JSON.stringify({ ...input, clientToken: token })}`],
        [
          answeredAt,
          `client ${client} is answered ${answer ? JSON.stringify(answer) : 'nothing: the connection broke'}`,
        ],
      ]),
      ...others.map(({ by, answeredAt = later, answer }) => [
        answeredAt,
        `client ${client} is answered to another input by gateway ${by} ${JSON.stringify(answer)}`,
      ]),
    ]),
    ...calls.map(({ at, sequence, operation, token, status, error, fault, changed, replayed, durationMs }) => [
      Date.parse(at),
      `call ${JSON.stringify({ sequence, operation, token, status, error, fault, changed, replayed, durationMs })}`,
    ]),
  ].sort(([one], [other]) => one - other);
  const lines = events.map(([at, what]) => `  ${at < later ? new Date(at).toISOString() : 'later'}  ${what}`);
  return `  ${subject}, again with --seed ${seed}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

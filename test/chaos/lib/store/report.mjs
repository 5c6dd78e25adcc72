import { isConclusive, kindOf } from '../kinds.mjs';
import { mutations } from '../mutations/index.mjs';
import { absenceWithin, recordedAt } from './away.mjs';

/** What the absences of the store met, as rows of the report. */
export function awayTotals(ops, calls, away) {
  const { absences } = away;
  const spans = calls.map(({ at, durationMs }) => [Date.parse(at), Date.parse(at) + (durationMs ?? 0)]);
  const inFlight = absences.filter(({ from }) => spans.some(([begin, end]) => begin <= from && from <= end)).length;
  const kinds = ops.flatMap((op) => {
    const answered = op.sends.filter((send) => send.answer && absenceWithin(send, away));
    return answered.map(({ answer }) => kindOf(answer, mutations[op.name]));
  });
  const ofKind = (kind) => kinds.filter((one) => one === kind).length;
  const late = ops.filter((op) => {
    const first = op.sends.find(({ answer }) => isConclusive(kindOf(answer, mutations[op.name])));
    return recordedAt(op, away) > first?.answeredAt;
  });
  const lost = absences.flatMap((absence) => absence.lost);
  const counts = [...new Set(lost)].sort().map((step) => `${step} ${lost.filter((one) => one === step).length}`);
  const rows = [
    ['absences of the store', absences.length],
    ['  with a call of Connect in flight', inFlight],
    ['  with replies lost', absences.filter((absence) => absence.lost.length > 0).length],
    ['  replies lost, by step', counts.join(', ') || 'none'],
    ['requests answered while it was away', kinds.length],
    ['  with a success', ofKind('success')],
    ['  with a refusal', ofKind('refused')],
    ['  with an unknown outcome', ofKind('unknown')],
    ['  with nothing applied', ofKind('not-applied')],
    ['answers recorded late', late.length],
  ];
  return { rows, inFlight };
}

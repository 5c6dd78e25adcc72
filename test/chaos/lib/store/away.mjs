import { kindOf } from '../kinds.mjs';

/**
 * Milliseconds before and after an absence within which a gateway may take the store for away: a clean cut keeps commands
 * back first; after it a gateway connects again within 2 s, tries each second to record what it answered meanwhile, and
 * may have to wait until a lease of 7.5 s has run out.
 */
const beforeMs = 600;
const connectMs = 3_500;
export const settleMs = 12_000;

/**
 * How the store was away: `absences`, each `{ from, to, lost }`; `deaths` of gateways, each `{ by, at }`; and
 * `changesOf(op)`, what Redis has carried out of its token's record, each `{ at, step, answer }` as in records.mjs.
 */
export const neverAway = { absences: [], deaths: [], changesOf: () => [] };

/** The last absence during which, or soon after which, a request was made, if any. */
const absenceAround = ({ sentAt, answeredAt }, { absences }) =>
  absences.findLast(({ from, to }) => answeredAt > from - beforeMs && sentAt < to + settleMs);

/** Whether the store may have been away from a request, or not have had yet what was answered meanwhile. */
export const wasAway = (send, away) => absenceAround(send, away) !== undefined;

/** The absence within which a request was sent and answered, if any: no gateway reached the store meanwhile. */
export const absenceWithin = ({ sentAt, answeredAt }, { absences }) =>
  absences.find(({ from, to }) => sentAt > from && answeredAt < to);

/** When the token's answer was first recorded; undefined when it never was. */
export const recordedAt = (op, { changesOf }) => changesOf(op).find(({ step }) => step === 'answered')?.at;

/** Whether the gateway that served a request was killed before it can have recorded what it did while the store was away. */
export function wasKilledSince(send, away) {
  let until = 0;
  for (const { from, to } of away.absences) {
    const concerns = send.answeredAt > from - beforeMs && send.sentAt < to + settleMs;
    if (concerns || from < until) until = to + settleMs;
  }
  return away.deaths.some(({ by, at }) => by === send.by && at >= send.sentAt && at <= until);
}

/** Whether a token's call may have been made without a record by a gateway that was killed: then nobody knows of it. */
export const isForgotten = (op, away) => op.sends.some((send) => wasAway(send, away) && wasKilledSince(send, away));

/**
 * Whether a refusal was told by a gateway that could not read the store, or that has recorded it only later: then it holds
 * for this gateway, until it has recorded it, and for others from then on. A success is no such case, since Connect gives
 * it again by its token.
 */
export function isProvisional(op, send, mutation, away) {
  if (!mutation.tokenIsConnects || kindOf(send.answer, mutation) !== 'refused') return false;
  const absence = absenceAround(send, away);
  return absence !== undefined && (send.sentAt < absence.to + connectMs || !(recordedAt(op, away) <= send.answeredAt));
}

/** The changes that made the answer in a token's record another one, oldest first, from its first answer on. */
export function recordedAnswers(op, { changesOf }) {
  const changes = changesOf(op);
  const text = ({ answer } = {}) => JSON.stringify(answer ?? null);
  return changes.filter((change, index) => text(change) !== text(changes[index - 1]));
}

/**
 * The success that replaced a recorded refusal, if any. A gateway that could not read the refusal, since the store was
 * away, repeated the call, and Connect remembers no refusal. The gateway corrects the record when the store is back.
 */
export function correctionOf(op, mutation, away) {
  const answers = recordedAnswers(op, away);
  const [first, last] = answers;
  if (!mutation.tokenIsConnects || answers.length !== 2 || !first.answer.refusal || !last.answer?.output)
    return undefined;
  const isToldBlindly = (send) => kindOf(send.answer, mutation) === 'success' && wasAway(send, away);
  return op.sends.some((send) => isToldBlindly(send) && send.sentAt <= last.at) ? last : undefined;
}

/** Whether a refusal was told as long as the record still had it. */
export function isSuperseded(op, send, mutation, away) {
  return kindOf(send.answer, mutation) === 'refused' && send.sentAt < (correctionOf(op, mutation, away)?.at ?? 0);
}

/** Whether a success was told by a gateway that could not read a recorded refusal, and was killed before it corrected it. */
export function isLostCorrection(op, send, mutation, away) {
  if (!mutation.tokenIsConnects || kindOf(send.answer, mutation) !== 'success') return false;
  if (!wasAway(send, away) || !wasKilledSince(send, away)) return false;
  return recordedAnswers(op, away).at(-1)?.answer?.refusal !== undefined;
}

/** Which gateway answered in which absence. */
export const provisionOf = (send, away) => `${send.by} ${absenceAround(send, away)?.from}`;

/**
 * Whether another input with a token may be answered so: it is refused as such. While the store is away, it is not made
 * where Connect keeps no token; elsewhere Connect decides, which knows of the first input only if that was applied.
 */
export function mayTell(other, { mutation, happened, away }) {
  if (other.answer.__typename === 'ConnectIdempotencyError' || other.answer.broken) return true;
  if (!wasAway(other, away)) return false;
  const kind = kindOf(other.answer, mutation);
  if (mutation.tokenIsConnects) return kind !== 'success' || !happened;
  return kind === 'not-applied' || kind === 'unknown';
}

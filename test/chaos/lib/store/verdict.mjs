import { isConclusive, isInDoubt, isRecorded, kindOf } from '../kinds.mjs';
import {
  absenceWithin,
  correctionOf,
  isForgotten,
  isLostCorrection,
  isProvisional,
  isSuperseded,
  recordedAnswers,
  recordedAt,
  wasAway,
  wasKilledSince,
} from './away.mjs';

/** The rules about the store that the history of one subject breaks. They find nothing where it was never away. */
export function* brokenStoreRules({ ops, calls }, mutation, away) {
  if (away.absences.length === 0) return;
  const own = calls.filter(({ input }) => ops.some((op) => mutation.isCall(op.input, input)));
  if (!mutation.tokenIsConnects && own.some((call) => isUnrecordable(call, ops, away))) {
    yield 'a call while the store was away, of an operation of which Connect keeps no token';
  }
  for (const op of ops) {
    for (const send of op.sends) yield* brokenWords(op, send, mutation, away);
    yield* brokenRecord(op, calls, mutation, away);
    if (isStuck(op, own, mutation, away)) yield 'a token without a call whose outcome stays unknown';
  }
}

/** Whether no client can have asked for a call but while the store was away, when its beginning could not be recorded. */
function isUnrecordable({ at }, ops, { absences }) {
  const calledAt = Date.parse(at);
  const absence = absences.find(({ from, to }) => from < calledAt && calledAt < to);
  return absence !== undefined && ops.every(({ sends }) => sends.every(({ sentAt }) => sentAt > absence.from));
}

/** What a request that was sent and answered while the store was away must not be told. */
function* brokenWords(op, send, mutation, away) {
  const { answer } = send;
  if (!answer) return;
  if (/cannot keep client tokens/.test(answer.message ?? '') && !wasAway(send, away)) {
    yield 'an answer said that the store was away, though it was there';
  }
  const absence = absenceWithin(send, away);
  if (!absence) return;
  // Who joins a request that began before has its answer.
  if (op.sends.some(({ sentAt, answeredAt }) => sentAt <= absence.from && answeredAt >= absence.from)) return;
  const kind = kindOf(answer, mutation);
  if (!mutation.tokenIsConnects) {
    const isKnown = op.sends.some(({ sentAt }) => sentAt < absence.from);
    if (isConclusive(kind) && !isKnown) yield 'a conclusive answer to what could not be called without the store';
    return;
  }
  if (kind === 'not-applied' && !isInDoubt(answer)) {
    yield 'no doubt about an earlier call, though the store was away';
  }
}

/** What became of the record of a token. */
function* brokenRecord(op, calls, mutation, away) {
  const answers = recordedAnswers(op, away);
  const isOfARead = ({ answer }) => mutation.readsFirst && kindOf(answer, mutation) === 'refused';
  const correction = correctionOf(op, mutation, away);
  if (answers.length > 1 && !correction) yield 'a recorded answer was changed';
  const isTold = (send) => isRecorded(send, calls, mutation) && !isReused(send) && !isOfARead(send);
  const told = op.sends.filter((send) => isTold(send) && !isLostCorrection(op, send, mutation, away));
  if (told.length === 0) return;
  if (answers.length === 0) {
    if (!told.every((send) => wasKilledSince(send, away))) yield 'an answer that was never recorded';
    return;
  }
  const recordFor = (send) => (correction && !isSuperseded(op, send, mutation, away) ? correction : answers[0]);
  const isRecords = (send) => kindInRecord(recordFor(send)) === typeOf(send.answer);
  const lasting = told.filter((send) => !isProvisional(op, send, mutation, away));
  // While the store is away, another gateway does not know of the first input, and may record its answer first.
  const isOthers = op.others?.some(
    (other) => wasAway(other, away) && isRecords(other) && told.every(({ by }) => by !== other.by),
  );
  if (!lasting.every(isRecords) || !(told.some(isRecords) || isOthers)) yield 'an answer that is not the recorded one';
}

/** Connect's word that the token is another input's, which is nobody's answer. */
const isReused = ({ answer }) => answer.__typename === 'ConnectIdempotencyError';
const typeOf = ({ __typename }) => (__typename.endsWith('Success') ? 'success' : __typename);
const kindInRecord = ({ answer }) => (answer.output ? 'success' : answer.refusal.kind);

/** Whether a token is of no use although nothing was ever called with it: clients had been told to send it again. */
function isStuck(op, own, mutation, away) {
  // A gateway that was killed may have died between the record and the call, or before the store was back and the unused
  // record could be removed.
  if (own.length > 0 || isForgotten(op, away) || op.sends.some(({ answer }) => answer === null)) return false;
  const last = op.sends.at(-1);
  return (
    last?.answer?.retryable === false &&
    kindOf(last.answer, mutation) === 'unknown' &&
    recordedAt(op, away) === undefined
  );
}

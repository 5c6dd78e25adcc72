import { isRecorded, kindOf, outcomeOf } from './kinds.mjs';
import {
  isForgotten,
  isLostCorrection,
  isProvisional,
  isSuperseded,
  mayTell,
  neverAway,
  provisionOf,
  wasAway,
} from './store/away.mjs';
import { brokenStoreRules } from './store/verdict.mjs';

/**
 * Compares what clients were answered with what the ledger shows.
 * @param ops Mutations as clients made them: `{ name, input, token, sends: [{ sentAt, answeredAt, answer }], others }`.
 * @param calls Entries of the emulator's ledger.
 * @param mutations As in mutations/shape.mjs.
 * @param away How the store was away, as in store/away.mjs.
 * @returns Each violation with the history of its subject: `{ rule, subject, ops, calls }`.
 */
export function violationsOf(ops, calls, mutations, away = neverAway) {
  const violations = [];
  // Two mutations may make calls of one operation: a token then tells whose they are.
  const nameOfToken = new Map(ops.map(({ token, name }) => [token, name]));
  for (const [name, mutation] of Object.entries(mutations)) {
    const opsOf = groupBy(
      ops.filter((op) => op.name === name),
      mutation.subjectOf,
    );
    const callsOf = groupBy(
      calls.filter(
        ({ operation, token }) => operation === mutation.operation && (nameOfToken.get(token) ?? name) === name,
      ),
      mutation.subjectOfCall,
    );
    for (const subject of new Set([...opsOf.keys(), ...callsOf.keys()])) {
      const history = { subject, ops: opsOf.get(subject) ?? [], calls: callsOf.get(subject) ?? [] };
      for (const rule of brokenRules(history, mutation, away))
        violations.push({ rule: `${name}: ${rule}`, ...history });
    }
  }
  return [...violations, ...sharedResults(ops, mutations)];
}

/** The rules that the history of one subject breaks: a token that Connect keeps, or else a contact. */
function* brokenRules({ ops, calls }, mutation, away) {
  const changes = calls.filter(({ changed }) => changed);
  const outcomes = ops.map((op) => outcomeOf(op, mutation));
  if (ops.length === 0) {
    yield 'a call that no client asked for';
    return;
  }
  const isOwn = ({ input }) => ops.some((op) => mutation.isCall(op.input, input));
  const strays = calls.filter((call) => !isOwn(call));
  // Without the store nobody but Connect knows of the first input.
  const mayStray = (call) =>
    mutation.tokenIsConnects &&
    ops.some(({ others }) => others.some((other) => mutation.isCall(other.input, call.input) && wasAway(other, away)));
  if (!strays.every(mayStray)) yield 'a call with an input that no client gave with this token';
  const own = changes.filter(isOwn);
  if (mutation.absolute) yield* brokenCounts(ops, calls, mutation);
  else if (changes.length > 1) yield `it happened ${changes.length} times`;
  if (outcomes.includes('success') && own.length === 0) yield 'a success that did not happen';
  const isForgiven = ops.some((op) => isForgotten(op, away));
  if (
    own.length > 0 &&
    outcomes.every((outcome) => outcome === 'refused' || outcome === 'not-applied') &&
    !isForgiven
  ) {
    yield 'it happened, though every answer said that it did not';
  }
  // What Connect throttled it has not looked at; all else may have been applied.
  const made = calls.filter(({ status }) => status !== 429).length;
  if (!mutation.tokenIsConnects && made > ops.length) {
    yield `${made} calls for ${ops.length} tokens, of an operation of which Connect keeps no token`;
  }
  for (const op of ops) {
    const answers = [...op.sends, ...op.others].map(({ answer }) => answer).filter(Boolean);
    if (contradicts(op, calls, mutation, away)) yield 'conclusive answers that differ';
    if (answers.some(({ broken }) => broken)) yield 'an answer that is none';
    if (!op.others.every((other) => mayTell(other, { mutation, happened: own.length > 0, away }))) {
      yield 'another input with the same token was not refused as such';
    }
    const early = ({ sentAt, answer }) =>
      kindOf(answer, mutation) === 'not-applied' &&
      mutation.tokenIsConnects &&
      own.some(({ at }) => Date.parse(at) < sentAt);
    if (op.sends.some(early) && !isForgotten(op, away)) {
      yield 'it had happened when an answer said that nothing was applied';
    }
  }
  yield* brokenStoreRules({ ops, calls }, mutation, away);
}

/** Whether conclusive answers to one token differ, though they must be given again. */
function contradicts(op, calls, mutation, away) {
  const isLost = (send) => isLostCorrection(op, send, mutation, away);
  const recorded = op.sends.filter((send) => isRecorded(send, calls, mutation) && !isLost(send));
  const provisional = recorded.filter((send) => isProvisional(op, send, mutation, away));
  const others = recorded.filter((send) => !provisional.includes(send));
  const superseded = others.filter((send) => isSuperseded(op, send, mutation, away));
  const lasting = others.filter((send) => !superseded.includes(send));
  const groups = [lasting, superseded, ...groupBy(provisional, (send) => provisionOf(send, away)).values()];
  return groups.some((sends) =>
    differ(
      sends.map(({ answer }) => answer),
      mutation.passing,
    ),
  );
}

/** Whether answers are not the same, but for credentials: they are the same or are not told again. */
function differ(answers, passing) {
  const lasting = answers.map((answer) => JSON.stringify({ ...answer, [passing]: null }));
  const credentials = answers.map((answer) => answer[passing]).filter((given) => given != null);
  return [lasting, credentials.map((given) => JSON.stringify(given))].some((told) => new Set(told).size > 1);
}

/**
 * What cannot be where each of several mutations says how its subject is to be from now on, such as paused, between which
 * others may have changed that. No call says whose it was, so they are counted.
 *
 * Whoever was refused, or told that nothing was applied, has changed nothing: it happens at most once for each of the
 * others. A success happened exactly once if the call was answered. Otherwise the gateway has looked, and found the
 * subject as it was to be: then it happened at least once, by whichever mutation, and before that answer. So successes
 * may be more than changes, but only where a call may have gone unanswered, and only after a change.
 */
function* brokenCounts(ops, calls, mutation) {
  const changes = calls.filter(({ changed }) => changed);
  const outcomes = ops.map((op) => outcomeOf(op, mutation));
  const successes = outcomes.filter((outcome) => outcome === 'success').length;
  const most = outcomes.filter((outcome) => outcome === 'success' || outcome === 'unknown').length;
  if (changes.length > most && most > 0)
    yield `it happened ${changes.length} times, which is ${changes.length - most} too many`;
  const first = Math.min(...changes.map(({ at }) => Date.parse(at)));
  const early = ({ answeredAt, answer }) => kindOf(answer, mutation) === 'success' && answeredAt < first;
  if (changes.length > 0 && ops.some(({ sends }) => sends.some(early))) yield 'a success before it had ever happened';
  const allAnswered =
    calls.every(({ fault }) => !fault) && ops.every(({ sends }) => sends.every(({ answer }) => answer));
  if (allAnswered && !mutation.maySayNothing && successes > changes.length && changes.length > 0) {
    yield `${successes} successes, though it happened ${changes.length} times and every call was answered`;
  }
}

/** What only one mutation can have made, and more than one claims. */
function sharedResults(ops, mutations) {
  const successes = ops
    .filter(({ name }) => mutations[name].resultOf)
    .flatMap((op) => {
      const made = op.sends
        .map(({ answer }) => answer)
        .find((answer) => kindOf(answer, mutations[op.name]) === 'success');
      return made ? [{ op, result: mutations[op.name].resultOf(made) }] : [];
    });
  return [...groupBy(successes, ({ result }) => result)]
    .filter(([, claims]) => claims.length > 1)
    .map(([subject, claims]) => ({
      rule: 'one thing is the result of several mutations',
      subject,
      ops: claims.map(({ op }) => op),
      calls: [],
    }));
}

function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

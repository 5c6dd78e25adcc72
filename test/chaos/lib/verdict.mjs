/** What an answer says: `success`, `refused`, `not-applied`, or `unknown`, as does none at all. */
export function kindOf(answer) {
  const type = answer?.__typename ?? '';
  if (type.endsWith('Success')) return 'success';
  if (type === 'ConnectThrottlingError' || type === 'ConnectUnavailableError') return 'not-applied';
  if (['', 'ConnectOutcomeUnknownError', 'ConnectInternalServiceError'].includes(type)) return 'unknown';
  return 'refused';
}

export const isConclusive = (kind) => kind === 'success' || kind === 'refused';

/** What a client in the end knows of its mutation. */
export function outcomeOf({ sends }) {
  const kinds = sends.map(({ answer }) => kindOf(answer));
  return ['success', 'refused', 'unknown', 'not-applied'].find((kind) => kinds.includes(kind)) ?? 'unknown';
}

/**
 * Compares what clients were answered with what the ledger shows.
 * @param ops Mutations as clients made them: `{ name, input, token, sends: [{ sentAt, answeredAt, answer }], others }`.
 * @param calls Entries of the emulator's ledger.
 * @param mutations As in mutations/shape.mjs.
 * @returns Each violation with the history of its subject: `{ rule, subject, ops, calls }`.
 */
export function violationsOf(ops, calls, mutations) {
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
      for (const rule of brokenRules(history, mutation)) violations.push({ rule: `${name}: ${rule}`, ...history });
    }
  }
  return [...violations, ...sharedResults(ops, mutations)];
}

/** The rules that the history of one subject breaks: a token that Connect keeps, or else a contact. */
function* brokenRules({ ops, calls }, mutation) {
  const changes = calls.filter(({ changed }) => changed);
  const outcomes = ops.map(outcomeOf);
  if (ops.length === 0) {
    yield 'a call that no client asked for';
    return;
  }
  if (calls.some(({ input }) => !ops.some((op) => mutation.isCall(op.input, input)))) {
    yield 'a call with an input that no client gave with this token';
  }
  if (mutation.absolute) yield* brokenCounts(ops, calls, mutation);
  else if (changes.length > 1) yield `it happened ${changes.length} times`;
  if (outcomes.includes('success') && changes.length === 0) yield 'a success that did not happen';
  if (changes.length > 0 && outcomes.every((outcome) => outcome === 'refused' || outcome === 'not-applied')) {
    yield 'it happened, though every answer said that it did not';
  }
  // What Connect throttled it has not looked at; all else may have been applied.
  const made = calls.filter(({ status }) => status !== 429).length;
  if (!mutation.tokenIsConnects && made > ops.length) {
    yield `${made} calls for ${ops.length} tokens, of an operation of which Connect keeps no token`;
  }
  for (const op of ops) {
    const answers = op.sends.map(({ answer }) => answer).filter(Boolean);
    const conclusive = op.sends.filter((send) => isRecorded(send, calls, mutation)).map(({ answer }) => answer);
    if (differ(conclusive, mutation.passing)) yield 'conclusive answers that differ';
    if ([...answers, ...op.others].some(({ broken }) => broken)) yield 'an answer that is none';
    if (op.others.some(({ __typename }) => __typename && __typename !== 'ConnectIdempotencyError')) {
      yield 'another input with the same token was not refused as such';
    }
    const early = ({ sentAt, answer }) =>
      kindOf(answer) === 'not-applied' && mutation.tokenIsConnects && changes.some(({ at }) => Date.parse(at) < sentAt);
    if (op.sends.some(early)) yield 'it had happened when an answer said that nothing was applied';
  }
}

/** Whether an answer is given again to the same token: a success, or a refusal that may have come of a call. */
function isRecorded({ answeredAt, answer }, calls, { readsFirst }) {
  const kind = kindOf(answer);
  if (kind !== 'refused' || !readsFirst) return isConclusive(kind);
  return calls.some(({ at }) => Date.parse(at) <= answeredAt);
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
function* brokenCounts(ops, calls, { maySayNothing }) {
  const changes = calls.filter(({ changed }) => changed);
  const outcomes = ops.map(outcomeOf);
  const successes = outcomes.filter((outcome) => outcome === 'success').length;
  const most = outcomes.filter((outcome) => outcome === 'success' || outcome === 'unknown').length;
  if (changes.length > most && most > 0)
    yield `it happened ${changes.length} times, which is ${changes.length - most} too many`;
  const first = Math.min(...changes.map(({ at }) => Date.parse(at)));
  const early = ({ answeredAt, answer }) => kindOf(answer) === 'success' && answeredAt < first;
  if (changes.length > 0 && ops.some(({ sends }) => sends.some(early))) yield 'a success before it had ever happened';
  const allAnswered =
    calls.every(({ fault }) => !fault) && ops.every(({ sends }) => sends.every(({ answer }) => answer));
  if (allAnswered && !maySayNothing && successes > changes.length && changes.length > 0) {
    yield `${successes} successes, though it happened ${changes.length} times and every call was answered`;
  }
}

/** What only one mutation can have made, and more than one claims. */
function sharedResults(ops, mutations) {
  const successes = ops
    .filter(({ name }) => mutations[name].resultOf)
    .flatMap((op) => {
      const made = op.sends.map(({ answer }) => answer).find((answer) => kindOf(answer) === 'success');
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

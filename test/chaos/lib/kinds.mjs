const notApplied = ['ConnectThrottlingError', 'ConnectUnavailableError'];
/** What an answer adds when nobody knows whether the token was used before. */
const doubt = /an earlier call with this token may have been applied/i;

/**
 * What an answer says: `success`, `refused`, `not-applied`, or `unknown`, as does none at all.
 *
 * Missing permissions settle no token that Connect keeps: they say that this request applied nothing, as a throttle does.
 */
export function kindOf(answer, { tokenIsConnects }) {
  const type = answer?.__typename ?? '';
  if (type.endsWith('Success')) return 'success';
  if (notApplied.includes(type)) return isInDoubt(answer) ? 'unknown' : 'not-applied';
  if (['', 'ConnectOutcomeUnknownError', 'ConnectInternalServiceError'].includes(type)) return 'unknown';
  return type === 'ConnectAccessDeniedError' && tokenIsConnects ? 'not-applied' : 'refused';
}

/** Whether an answer says that an earlier call may have been applied. */
export const isInDoubt = (answer) => doubt.test(answer?.message ?? '');

export const isConclusive = (kind) => kind === 'success' || kind === 'refused';

/** What a client in the end knows of its mutation. */
export function outcomeOf({ sends }, mutation) {
  const kinds = sends.map(({ answer }) => kindOf(answer, mutation));
  return ['success', 'refused', 'unknown', 'not-applied'].find((kind) => kinds.includes(kind)) ?? 'unknown';
}

/** Whether an answer is given again to the same token: a success, or a refusal that may have come of a call. */
export function isRecorded({ answeredAt, answer }, calls, mutation) {
  const kind = kindOf(answer, mutation);
  if (kind !== 'refused' || !mutation.readsFirst) return isConclusive(kind);
  return calls.some(({ at }) => Date.parse(at) <= answeredAt);
}

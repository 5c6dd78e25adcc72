import { ConnectInputViolation, ConnectResourceKind, ConnectResourceNotFoundError } from './errors.js';
import type { HiddenMention } from './input-reader.js';
import type { ConnectSession, MadeCall } from './session.js';

/** Takes as long to find out as for a user who is not there, since to this caller a hidden one is not. */
export function missingUser({ standIn, id }: HiddenMention) {
  /** @throws ConnectReadError */
  return async ({ instanceId }: MadeCall<object>, connect: ConnectSession): Promise<ConnectResourceNotFoundError> => {
    await connect.loaders.user.load({ instanceId, id: standIn });
    return ConnectResourceNotFoundError.of(ConnectResourceKind.USER, id, { requestId: connect.scope.requestId });
  };
}

export function noInstance(requestId: string): ConnectResourceNotFoundError {
  const message = 'There is no instance that this caller may use.';
  return new ConnectResourceNotFoundError({
    ...{ requestId, message, retryable: false },
    resource: ConnectResourceKind.INSTANCE,
  });
}

/** The model's limit of ClientToken, which holds for the operations that have none too. */
const maxTokenLength = 500;

export function checkToken(token: string): ConnectInputViolation[] {
  const { length } = [...token];
  const wrongLength = length < 1 || length > maxTokenLength;
  if (!wrongLength && token.isWellFormed()) return [];
  const message = wrongLength
    ? `must have 1 to ${maxTokenLength} characters, not ${length}.`
    : 'must be valid Unicode.';
  return [new ConnectInputViolation(['clientToken'], message)];
}

export function firstOfEachPath(violations: readonly ConnectInputViolation[]): ConnectInputViolation[] {
  const byPath = new Map<string, ConnectInputViolation>();
  for (const violation of violations) {
    const path = JSON.stringify(violation.path);
    if (!byPath.has(path)) byPath.set(path, violation);
  }
  return [...byPath.values()];
}

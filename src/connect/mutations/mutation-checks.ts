import { hash } from 'node:crypto';
import { ConnectInputViolation } from '../../errors/input-violation.js';
import { ConnectResourceKind, ConnectResourceNotFoundError } from '../../errors/resource-not-found.js';
import type { ForbiddenReference } from '../inputs/id-resolver.js';
import type { ConnectSession } from '../session/session.js';
import type { MutationCall } from './steps.js';

/**
 * Returns a prepare step that refuses a mutation because it refers to a forbidden user. The step reads the decoy id
 * first, so that it takes as long as a read of a user who does not exist.
 */
export function refuseForbiddenUser({ decoyId, id }: ForbiddenReference) {
  /** @throws ConnectReadError */
  return async (
    { instanceId }: MutationCall<object>,
    connect: ConnectSession,
  ): Promise<ConnectResourceNotFoundError> => {
    await connect.loaders.user.load({ instanceId, id: decoyId });
    return ConnectResourceNotFoundError.of(ConnectResourceKind.USER, id, { requestId: connect.scope.requestId });
  };
}

/** Returns the error for a caller without any instance. */
export function noInstance(requestId: string): ConnectResourceNotFoundError {
  const message = 'There is no instance that this caller may use.';
  return new ConnectResourceNotFoundError({
    ...{ requestId, message, retryable: false },
    resource: ConnectResourceKind.INSTANCE,
  });
}

/** The service model's limit of ClientToken. It also applies to operations without a ClientToken. */
const maxTokenLength = 500;

/** Returns the violations of a client token. */
export function checkToken(token: string): ConnectInputViolation[] {
  const { length } = [...token];
  const wrongLength = length < 1 || length > maxTokenLength;
  if (!wrongLength && token.isWellFormed()) return [];
  const message = wrongLength
    ? `must have 1 to ${maxTokenLength} characters, not ${length}.`
    : 'must be valid Unicode.';
  return [new ConnectInputViolation(['clientToken'], message)];
}

/**
 * Returns the ClientToken for Connect, which does not distinguish callers. With authentication it is a hash of the
 * caller's issuer and subject and the client token, so that no caller can get another caller's output with the same
 * token. Without authentication it is the client token itself.
 */
export function connectToken(
  { id, authenticated }: { readonly id: string; readonly authenticated?: boolean },
  clientToken: string,
): string {
  return authenticated ? hash('sha256', JSON.stringify([id, clientToken]), 'base64url') : clientToken;
}

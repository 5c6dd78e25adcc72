import { hash } from 'node:crypto';
import { ConnectInputViolation } from '../../errors/input-violation.js';
import { ConnectResourceKind, ConnectResourceNotFoundError } from '../../errors/resource-not-found.js';
import type { ForbiddenReference } from '../inputs/id-resolver.js';
import type { ConnectSession } from '../session/session.js';
import type { MadeCall } from './steps.js';

/** Takes as long to find out as for a user who is not there, since to this caller a hidden one is not. */
export function missingUser({ decoyId: standIn, id }: ForbiddenReference) {
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

/**
 * The ClientToken for Connect, which knows no callers: with authentication it is derived from the caller's issuer and subject
 * and the client's token, so that the same token of another caller reaches neither this one's answer nor its credentials.
 * Without authentication it is the client's own, which other applications may share.
 */
export function connectToken(
  { id, authenticated }: { readonly id: string; readonly authenticated?: boolean },
  clientToken: string,
): string {
  return authenticated ? hash('sha256', JSON.stringify([id, clientToken]), 'base64url') : clientToken;
}

/** A mutation by its name in the schema. */
export function mutationName({ name, mutation = name }: { readonly name: string; readonly mutation?: string }): string {
  return mutation.charAt(0).toLowerCase() + mutation.slice(1);
}

import type { TransferMutation } from './generated/graphql.js';

export type TransferResult = NonNullable<TransferMutation['transferContact']>;

/**
 * Returns the message about a transfer for an agent. It handles every member of the union: if a later version of the schema
 * adds a member, this code does not compile until it handles the new member, too.
 */
export function tell(result: TransferResult): string {
  switch (result.__typename) {
    case 'TransferContactSuccess':
      return 'Transferred.';
    case 'ConnectContactNotTransferableError':
      return `Cannot be transferred: ${result.reason.toLowerCase().replaceAll('_', ' ')}.`;
    case 'ConnectResourceNotFoundError':
      return `Not found: ${result.resource?.toLowerCase().replaceAll('_', ' ') ?? 'a resource of this request'}.`;
    case 'ConnectInvalidInputError':
      return result.violations.map(({ path, message }) => `${path.join(' ')} ${message}`).join(' ');
    case 'ConnectThrottlingError':
    case 'ConnectUnavailableError':
      return 'Busy. Nothing was transferred. Try again.';
    case 'ConnectInternalServiceError':
      return result.retryable ? 'Busy. Try again.' : 'It may have been transferred. Check before you try again.';
    case 'ConnectOutcomeUnknownError':
      return `It may have been transferred. ${result.howToCheck}`;
    case 'ConnectServiceQuotaExceededError':
    case 'ConnectAccessDeniedError':
      return `Tell an administrator, with the request id ${result.requestId}.`;
    case 'ConnectInvalidRequestError':
    case 'ConnectIdempotencyError':
    case 'ConnectUnexpectedError':
      return result.message;
    default:
      return unhandled(result);
  }
}

/** Compiles only if every member is handled. At run time, a newer server may still send a member that it has added. */
function unhandled(result: never): string {
  return tellAnything(result);
}

/** Returns a message for any result, even of a type that this client does not know: every error is a `ConnectError`. */
export function tellAnything(result: { readonly __typename: string; readonly message?: string }): string {
  return result.__typename.endsWith('Success') ? 'Done.' : (result.message ?? 'It did not work.');
}

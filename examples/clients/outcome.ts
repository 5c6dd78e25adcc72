import type { TransferMutation } from './generated/graphql.js';

export type TransferResult = NonNullable<TransferMutation['transferContact']>;

/**
 * What an agent is told of a transfer. Every member of the union is handled: one that a later version of the schema adds
 * does not compile until it is, too.
 */
export function tell(result: TransferResult): string {
  switch (result.__typename) {
    case 'TransferContactSuccess':
      return 'Transferred.';
    case 'ConnectContactNotTransferableError':
      return `Cannot be transferred: ${result.reason.toLowerCase().replaceAll('_', ' ')}.`;
    case 'ConnectResourceNotFoundError':
      return `It is gone: ${result.resource?.toLowerCase().replaceAll('_', ' ') ?? 'something that was asked for'}.`;
    case 'ConnectInvalidInputError':
      return result.violations.map(({ path, message }) => `${path.join(' ')} ${message}`).join(' ');
    case 'ConnectThrottlingError':
    case 'ConnectUnavailableError':
      return 'Busy. Nothing has happened; try again.';
    case 'ConnectInternalServiceError':
      return result.retryable ? 'Busy. Try again.' : 'Nobody knows whether it happened. Look before you try again.';
    case 'ConnectOutcomeUnknownError':
      return `Nobody knows whether it happened. ${result.howToCheck}`;
    case 'ConnectServiceQuotaExceededError':
    case 'ConnectAccessDeniedError':
      return `Ask an administrator, and name the request ${result.requestId}.`;
    case 'ConnectInvalidRequestError':
    case 'ConnectIdempotencyError':
    case 'ConnectUnexpectedError':
      return result.message;
    default:
      return unhandled(result);
  }
}

/** Compiles only where nothing is left to handle. At run time an older client may meet what a newer server says. */
function unhandled(result: never): string {
  return tellAnything(result);
}

/** What can be said of any answer, also of one that this client was not built for: every refusal is a `ConnectError`. */
export function tellAnything(result: { readonly __typename: string; readonly message?: string }): string {
  return result.__typename.endsWith('Success') ? 'Done.' : (result.message ?? 'It did not work.');
}

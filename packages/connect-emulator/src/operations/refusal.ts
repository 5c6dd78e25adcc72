import { own } from '../own.js';
import { ConnectException } from '../protocol/exception.js';

/**
 * No message of the real service is documented, and the ones that were seen say next to nothing ("Invalid request"),
 * so these say no more: a client that needs to know why has to look for itself here as there.
 */
const messages: Readonly<Record<string, string>> = {
  InvalidRequestException: 'Invalid request',
  InvalidParameterException: 'Invalid parameter',
  ResourceNotFoundException: 'Resource not found',
  ServiceQuotaExceededException: 'Service quota exceeded',
  ContactNotFoundException: 'Contact not found',
  ContactFlowNotPublishedException: 'Contact flow not published',
  OutputTypeNotFoundException: 'Output type not found',
  AccessDeniedException: 'Access denied',
  ConflictException: 'Conflict',
  ResourceConflictException: 'Resource conflict',
  LimitExceededException: 'Limit exceeded',
  DestinationNotAllowedException: 'Destination not allowed',
  OutboundContactNotPermittedException: 'Outbound contact not permitted',
};

/** The exception of that name, to be thrown. */
export function refusal(name: string): ConnectException {
  return new ConnectException(name, own(messages, name) ?? 'Invalid request');
}

export const invalidRequest = () => refusal('InvalidRequestException');
export const notFound = () => refusal('ResourceNotFoundException');

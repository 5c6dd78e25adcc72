import { ownProperty } from '../own-property.js';
import { ConnectException } from '../protocol/exception.js';

/**
 * The messages of Amazon Connect are undocumented. Observed messages such as "Invalid request" give no reason, so the
 * messages of the emulator give none either.
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

/** Creates the exception with the given name and its standard message. */
export function refusal(name: string): ConnectException {
  return new ConnectException(name, ownProperty(messages, name) ?? 'Invalid request');
}

export const invalidRequest = () => refusal('InvalidRequestException');
export const notFound = () => refusal('ResourceNotFoundException');

/** Names of modelled exceptions that a setting may choose between. */
export const refusals = [
  'InvalidRequestException',
  'InvalidParameterException',
  'ResourceNotFoundException',
  'ServiceQuotaExceededException',
  'ContactNotFoundException',
  'AccessDeniedException',
  'ConflictException',
  'ResourceConflictException',
  'LimitExceededException',
  'DestinationNotAllowedException',
  'OutboundContactNotPermittedException',
] as const;

export type Refusal = (typeof refusals)[number];

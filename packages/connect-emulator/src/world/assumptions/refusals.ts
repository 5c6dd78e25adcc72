/** Names of the exceptions that an assumption may select. */
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

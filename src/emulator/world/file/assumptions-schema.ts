import { z } from 'zod';
import type { Assumptions } from '../assumptions.js';

const refusal = z.enum([
  'InvalidRequestException',
  'InvalidParameterException',
  'ResourceNotFoundException',
  'ServiceQuotaExceededException',
  'ContactNotFoundException',
  'AccessDeniedException',
]);
const choice = z.enum(['refuse', 'accept']);
const number = z.number().min(0);

/** The `assumptions` section of a world file: any of the settings that assumptions.ts documents. */
export const assumptionsSchema: z.ZodType<Partial<Assumptions>, Partial<Assumptions>> = z
  .strictObject({
    tokenLifetimeMs: number,
    initiationMethodOfTransfer: z.enum(['TRANSFER', 'QUEUE_TRANSFER', 'API']),
    disconnectReasonOfTransferredTask: z.enum([
      'API',
      'OTHER',
      'AGENT_DISCONNECT',
      'CONTACT_FLOW_DISCONNECT',
      'TRANSFERRED',
    ]),
    transferLimit: number,
    transferLimitError: refusal,
    errorOfTransferOfInactiveContact: refusal,
    errorOfUnsupportedChannel: refusal,
    errorOfUnsupportedFlowType: refusal,
    errorOfUnpublishedFlow: refusal,
    transferOfScheduledTask: choice,
    fullDestination: choice,
    errorOfFullDestination: refusal,
    agentQueueCapacity: number,
    disabledDestination: choice,
    flowDestinationMismatch: choice,
    inheritRelatedContact: z.boolean(),
    transferRenewsExpiry: z.boolean(),
    stopOfEndedContact: z.enum(['ContactNotFoundException', 'success']),
    errorOfStopOfUnsupportedVoice: refusal,
    maxScheduleAheadDays: number,
    scheduleInPastToleranceMs: number,
    errorOfWrongSchedule: refusal,
    errorOfInactiveTemplate: refusal,
    enforceTemplateFields: z.boolean(),
    openTasksPerInstance: number,
    previousAndRelatedTogether: choice,
    attributesOfLaterContact: choice,
    arnWhereOnlyAnIdIsDocumented: choice,
    searchLagMs: number,
    conditionsPerSearch: number,
    maxSearchRangeDays: number,
    pageTokenLifetimeMs: number,
    errorOfWrongPageToken: z.enum(['InvalidRequestException', 'InvalidParameterException']),
    contactSearchTokenLength: number.max(100_000),
    taskLifetimeMs: number,
    emailLifetimeMs: number,
    chatLifetimeMs: number,
  } satisfies { [K in keyof Assumptions]: z.ZodType<Assumptions[K]> })
  .partial();

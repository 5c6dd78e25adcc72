import type {
  ListRealtimeContactAnalysisSegmentsV2CommandInput,
  ListRealtimeContactAnalysisSegmentsV2CommandOutput,
} from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { pageByCount } from '../paging.js';
import { invalidRequest, refusal } from '../refusal.js';
import { contactOf, instanceStateOf } from '../resolve.js';
import { analysisSegments } from './analysis-segments.js';

/**
 * Lists the analysis segments of a chat so far. "This API supports CHAT channels only" (API reference): other channels
 * get InvalidRequestException. An output type that the contact's flow does not produce gets
 * OutputTypeNotFoundException.
 */
export function listRealtimeContactAnalysisSegmentsV2(
  input: ListRealtimeContactAnalysisSegmentsV2CommandInput,
  world: World,
): Omit<ListRealtimeContactAnalysisSegmentsV2CommandOutput, '$metadata'> {
  const state = instanceStateOf(world, input.InstanceId);
  const contact = contactOf(state, input.ContactId);
  if (contact.channel !== 'CHAT') throw invalidRequest();
  const transcript = state.transcripts.get(contact.id);
  if (!transcript) throw refusal(world.assumptions.errorOfChatWithoutAnalysis);
  const { OutputType = 'Raw', SegmentTypes = [] } = input;
  if (!transcript.outputs.includes(OutputType)) throw refusal('OutputTypeNotFoundException');
  const { redactionTag } = world.assumptions;
  const segments = analysisSegments(transcript, contact, SegmentTypes, OutputType, redactionTag, world.now);
  const operation = 'ListRealtimeContactAnalysisSegmentsV2';
  const { page, NextToken } = pageByCount(world, operation, input, segments);
  return {
    Channel: 'CHAT',
    Status: contact.endedAt === undefined ? 'IN_PROGRESS' : 'COMPLETED',
    Segments: [...page],
    NextToken,
  };
}

import type {
  ListRealtimeContactAnalysisSegmentsV2CommandInput,
  RealtimeContactAnalysisSegment,
} from '@aws-sdk/client-connect';
import { Arg, Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { listRealtimeContactAnalysisSegments } from '../../connect/reads/read-operations.js';
import { ConnectReadError } from '../../errors/read-error.js';
import { badUserInput } from '../../graph/bad-user-input.js';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfField, listCost } from '../../graph/cost/costs.js';
import { connectionOf, edgeOf, type PagedList, readConnection } from '../../graph/types/connection.js';
import { ConnectContact } from '../contact.js';
import { ConnectAnalysisOutputType, ConnectAnalysisSegmentType } from '../contact-enums.js';
import { type AnalysisSegment, analysisSegmentOf, ConnectAnalysisSegment } from './analysis-segment.js';

@ObjectType({ description: 'Analysis segment in a list, with its cursor. Personal data.' })
export class ConnectAnalysisSegmentEdge extends edgeOf(ConnectAnalysisSegment) {}

@ObjectType({ description: 'Page of segments of the analysis of a chat. Personal data.' })
export class ConnectAnalysisSegmentConnection extends connectionOf(ConnectAnalysisSegment, ConnectAnalysisSegmentEdge) {
  @Field(() => String, { nullable: true, description: 'Progress of the analysis, as returned by Connect.' })
  status!: string | null;
}

const maxFirst = 100;
/** Connect's names of the segment types. */
const segmentTypes = {
  TRANSCRIPT: 'Transcript',
  CATEGORIES: 'Categories',
  ISSUES: 'Issues',
  EVENT: 'Event',
  ATTACHMENTS: 'Attachments',
  POST_CONTACT_SUMMARY: 'PostContactSummary',
} as const;
const outputTypes = { RAW: 'Raw', REDACTED: 'Redacted' } as const;

type Query = Omit<ListRealtimeContactAnalysisSegmentsV2CommandInput, 'NextToken' | 'MaxResults'>;

@Resolver(() => ConnectContact)
export class ContactAnalysisResolver {
  @CostOfField(listCost('ListRealtimeContactAnalysisSegmentsV2', maxFirst, 'segment', true))
  @FieldResolver(() => ConnectAnalysisSegmentConnection, {
    nullable: true,
    description:
      'Segments of the analysis of a chat so far. Connect refuses other channels. Null if the chat was not analysed, or not in the requested form. Personal data.',
  })
  async realtimeAnalysis(
    @Root() { instanceId, id }: ConnectContact,
    @Arg('segmentTypes', () => [ConnectAnalysisSegmentType], {
      nullable: true,
      description: 'Segment types to return, at least one. Defaults to all types.',
    })
    types: ConnectAnalysisSegmentType[] | null | undefined,
    @Arg('outputType', () => ConnectAnalysisOutputType, {
      defaultValue: ConnectAnalysisOutputType.RAW,
      description: 'Form in which the segments are returned.',
    })
    outputType: ConnectAnalysisOutputType,
    @Arg('first', () => Int, { defaultValue: 100, description: 'Maximum number of segments to return, 1 to 100.' })
    first: number,
    @Arg('after', () => String, {
      nullable: true,
      description: 'Cursor to continue after: the `endCursor` of the previous page.',
    })
    after: string | null | undefined,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectAnalysisSegmentConnection | null> {
    const wanted = [...new Set(types ?? Object.values(ConnectAnalysisSegmentType))];
    if (wanted.length === 0) throw badUserInput('`segmentTypes`: must have at least one.');
    const list: PagedList<Query, RealtimeContactAnalysisSegment> = {
      name: `analysis ${JSON.stringify([instanceId, id, wanted, outputType])}`,
      query: () => ({
        InstanceId: instanceId,
        ContactId: id,
        OutputType: outputTypes[outputType],
        SegmentTypes: wanted.map((type) => segmentTypes[type]),
      }),
      maxPageSize: maxFirst,
      sharedForMs: 0,
      read: async (connect, query, NextToken, MaxResults) => {
        const output = await connect.read(listRealtimeContactAnalysisSegments, {
          ...query,
          NextToken,
          MaxResults,
        });
        const rows = (output.Segments ?? []).filter((segment) => analysisSegmentOf(segment) !== null);
        return { rows, token: output.NextToken, status: output.Status };
      },
    };
    try {
      return await readConnection(context, list, { first, after }, (row) => analysisSegmentOf(row) as AnalysisSegment);
    } catch (error) {
      if (error instanceof ConnectReadError && hasNoAnalysis(error)) return null;
      throw error;
    }
  }
}

/** Whether Connect has no analysis of the contact, or none of the requested output type. */
function hasNoAnalysis({ isNotFound, failure }: ConnectReadError): boolean {
  return isNotFound || (failure.kind === 'refused' && failure.exception === 'OutputTypeNotFoundException');
}

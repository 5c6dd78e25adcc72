import type { ConnectSession } from '../connect/session/session.js';
import type { Caller } from '../ids/caller.js';
import type { QueryCost } from './cost/cost-count.js';
import type { ResponseBudget } from './cost/response-budget.js';
import type { Executed } from './executed.js';
import type { Cursors } from './types/cursor.js';

/** Where conversations may be sent; null for anywhere. */
export interface ExportTargets {
  /** STREAMING_TOPIC_ARNS */
  readonly topicArns: ReadonlySet<string> | null;
  /** MEDIA_PROCESSOR_ARNS */
  readonly processorArns: ReadonlySet<string> | null;
}

/** The request, as resolvers see it. */
export interface GatewayContext {
  /** As in the x-request-id header. */
  readonly requestId: string;
  /** The caller, by whom fairness, idempotency, limits and logs go. */
  readonly caller: Caller;
  readonly connect: ConnectSession;
  readonly cursors: Cursors;
  /** The bound on the size of its answer. */
  readonly response: ResponseBudget;
  readonly exportTargets: ExportTargets;
  /** Whether the client wants to be told what its query cost. */
  readonly showCost: boolean;
  /** Cost of the query; set before it is executed. */
  cost?: QueryCost;
  /** Shared by all copies of the context, of which Apollo Server makes one for each execution. */
  readonly executed: Executed;
}

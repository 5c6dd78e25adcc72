import type { ConnectSession } from '../connect/session/session.js';
import type { Caller } from '../ids/caller.js';
import type { QueryCost } from './cost/cost-count.js';
import type { ResponseBudget } from './cost/response-budget.js';
import type { Executed } from './executed.js';
import type { Cursors } from './types/cursor.js';

/** Destinations that conversations may be sent to. */
export interface ExportTargets {
  /** STREAMING_TOPIC_ARNS; null for any topic. */
  readonly topicArns: ReadonlySet<string> | null;
  /** MEDIA_PROCESSOR_ARNS; null for any processor. */
  readonly processorArns: ReadonlySet<string> | null;
}

/** Context of one request for resolvers. */
export interface GatewayContext {
  /** Request id, as in the `x-request-id` header. */
  readonly requestId: string;
  /** Caller of the request. Fairness, idempotency, limits and logs depend on it. */
  readonly caller: Caller;
  readonly connect: ConnectSession;
  readonly cursors: Cursors;
  /** Limit on the size of the response. */
  readonly response: ResponseBudget;
  readonly exportTargets: ExportTargets;
  /** Whether the client requests the query's cost in the response. */
  readonly showCost: boolean;
  /** Cost of the query, set before its execution. */
  cost?: QueryCost;
  /**
   * Operation of the request. Apollo Server copies the context for each execution, and all copies share this object.
   */
  readonly executed: Executed;
}

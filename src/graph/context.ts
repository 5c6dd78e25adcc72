import type { Caller } from '../auth/caller.js';
import type { ConnectSession } from '../connect/session.js';
import type { QueryCost } from './cost-count.js';
import type { Cursors } from './cursor.js';

/** What a resolver has of the request it serves. */
export interface GatewayContext {
  /** As in the x-request-id header. */
  readonly requestId: string;
  /** Who asks: fairness, idempotency, limits and logs all go by this. */
  readonly caller: Caller;
  readonly connect: ConnectSession;
  readonly cursors: Cursors;
  /** Whether the client wants to be told what its query cost. */
  readonly showCost: boolean;
  /** What the query can cost; set before it is executed. */
  cost?: QueryCost;
  /** Which operation of its document is executed; set before it is. */
  operation?: { readonly type: 'query' | 'mutation'; readonly name: string | null };
}

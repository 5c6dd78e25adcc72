import { ServerResponse } from 'node:http';
import { leavesLongBody } from './request-framing.js';

/** The connection that carries a response. */
export interface ResponseCarrier {
  /** The reason for which the server closed the connection; null if the server has not closed it. */
  readonly closedFor: string | null;
  /** Called when the whole response is written to the socket. The client may not have read it yet. */
  handedOver(response: GatewayResponse): void;
}

/**
 * A response that closes its connection in two cases. In the first, the rest of the request's body may be too long to
 * discard. In the second, the request has an `Upgrade` header: Node's parser loses bytes that arrive together with such
 * a request and would take the rest for a new request.
 */
export class GatewayResponse extends ServerResponse {
  /** Null until the connection begins to process the request. */
  carrier: ResponseCarrier | null = null;
  /** The request id of the log line; null if the request has no log line. */
  requestId: string | null = null;
  /** Status of the refusal that was sent in place of this response; null for none. */
  refusedWith: number | null = null;

  override writeHead(statusCode: number, ...rest: unknown[]): this {
    if (this.req.headers.upgrade !== undefined || leavesLongBody(this.req)) this.shouldKeepAlive = false;
    return super.writeHead(statusCode, ...(rest as []));
  }

  override end(...parts: unknown[]): this {
    super.end(...(parts as []));
    this.carrier?.handedOver(this);
    return this;
  }
}

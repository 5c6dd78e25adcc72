import { ServerResponse } from 'node:http';
import { leavesLongBody } from './request-framing.js';

/** The connection of an answer, as far as the answer has to tell it anything. */
export interface AnswerCarrier {
  /** Why the server closed it to keep a limit; null where it did not. */
  readonly closedFor: string | null;
  /** The answer was handed over whole, and leaves as fast as the client reads. */
  handedOver(answer: Answer): void;
}

/**
 * A response that closes its connection where the body of its request is not worth reading, and where the request offers
 * another protocol: of what follows such a request, Node's parser loses the bytes that came with it, and would take the
 * rest for a request.
 */
export class Answer extends ServerResponse {
  /** Null until its turn has come. */
  carrier: AnswerCarrier | null = null;
  /** As the log names the request; null where there is no line for it. */
  requestId: string | null = null;
  /** The status that was sent in place of this answer; null where none was. */
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

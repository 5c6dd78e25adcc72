import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { HttpError } from '../protocol/http-error.js';
import type { CloseReason, ConnectionOwner } from './connection-owner.js';
import type { AddressedConnection } from './connections-by-address.js';
import type { GatewayResponse, ResponseCarrier } from './gateway-response.js';
import { noTunnels, refusalOfParser, sendRefusal, writeRefusal } from './refusal.js';
import { checkRequest, hasBody, leavesLongBody } from './request-framing.js';
import { SocketIntake } from './socket-intake.js';
import { sendProgress, unsentBytes } from './socket-output.js';
import type { SendingConnection } from './unsent-responses.js';

/** A request and its response. */
interface Exchange {
  readonly request: IncomingMessage;
  readonly response: GatewayResponse;
  /** The error with which the request must be refused; null if none is known. */
  readonly problem: HttpError | null;
}

/**
 * One connection of a client. It processes its requests one after the other.
 *
 * Node emits every request that it has read, also pipelined ones, which a client sends without waiting for responses.
 * The connection begins the next request only when the previous response has left. So at most one response waits for a
 * client that reads nothing, and requests with effects run in the order in which they were sent (RFC 9112, section
 * 9.3.2). While a request is queued, nothing more is parsed, so the queue holds at most the 2 requests of one turn.
 *
 * A connection that ends while its client may still be sending is closed in stages (RFC 9112, section 9.6). First the
 * sending half is closed, so that the response arrives. Then a bounded number of bytes is read and discarded, until the
 * client closes its half or the time limit is reached. If the socket were closed at once, the kernel would reset the
 * connection, and the client could lose a response that it has not read yet.
 */
export class Connection implements ResponseCarrier, SendingConnection, AddressedConnection {
  readonly address: string;
  readonly socket: Socket;
  /** On the clock of `performance.now()`. */
  readonly openedAt = performance.now();
  /** The reason for which the gateway closed the connection; null if the gateway has not closed it. */
  closedFor: CloseReason | null = null;
  readonly #owner: ConnectionOwner<Connection>;
  readonly #intake: SocketIntake;
  readonly #destroySoon: () => void;
  #exchange: Exchange | null = null;
  readonly #queue: Exchange[] = [];
  /** Ends the connection once all queued requests have their responses; null while the connection stays open. */
  #last: (() => void) | null = null;
  /** A request that was answered before its body was received; null for none. */
  #unreadRequest: IncomingMessage | null = null;
  #isLingering = false;
  /** The socket's `bytesRead` when the most recent response had left; -1 before the first. */
  #bytesReadWhenIdle = -1;

  constructor(socket: Socket, address: string, owner: ConnectionOwner<Connection>) {
    this.address = address;
    this.socket = socket;
    this.#owner = owner;
    this.#intake = new SocketIntake(socket, (task) => owner.parse(this, task));
    this.#destroySoon = socket.destroySoon.bind(socket);
    // Node calls `destroySoon` after the last response of a connection.
    socket.destroySoon = () => this.#end();
    socket.on('end', () => {
      if (this.#isLingering) this.#destroySoon();
    });
  }

  get isIdle(): boolean {
    if (!this.#rests || this.#isLingering || this.#intake.hasUnparsed) return false;
    return this.socket.bytesRead === this.#bytesReadWhenIdle;
  }

  /** Whether the connection is idle or has never received a byte. */
  get isUnused(): boolean {
    return this.isIdle || this.socket.bytesRead === 0;
  }

  /** Whether the gateway waits for a request, or for the rest of one. */
  get awaitsRequest(): boolean {
    if (!this.#exchange) return this.#rests && !this.#isLingering;
    const { request, response } = this.#exchange;
    return !request.complete && !response.writableEnded;
  }

  get unsentBytes(): number {
    return unsentBytes(this.socket);
  }

  get sendProgress(): number {
    return sendProgress(this.socket);
  }

  /** @param problem The error with which the request must be refused; null if none is known. */
  receive(request: IncomingMessage, response: GatewayResponse, problem: HttpError | null): void {
    // Requests after the last one are not processed.
    if (this.#last || this.#isLingering || !this.socket.writable) return;
    const exchange = { request, response, problem };
    if (!this.#exchange && this.#queue.length === 0) {
      this.#begin(exchange);
      return;
    }
    this.#queue.push(exchange);
    this.#intake.hold();
  }

  /** Handles an error of Node's parser, or a request that was not received in time. */
  handleParserError(error: Error & { code?: string }): void {
    const { request, response } = this.#exchange ?? {};
    if (this.#isLingering) {
      this.#intake.discarded();
    } else if (
      error.code === 'ERR_HTTP_REQUEST_TIMEOUT' &&
      (this.#intake.hasUnparsed || (this.#intake.isHeld && (request?.complete ?? !this.#rests)))
    ) {
      // The gateway itself has paused reading, so the client is not late.
    } else if (error.code === 'ECONNRESET' || !this.socket.writable) {
      this.socket.destroy();
    } else if (request && response && !request.complete && !response.headersSent) {
      // The current request is the invalid one, and still needs a response.
      const problem = refusalOfParser(error);
      response.refusedWith = problem.statusCode;
      this.#refuseUnreadable(problem, response.requestId);
    } else if (request && !request.complete) {
      this.#endWith(() => this.#linger());
    } else if (this.#unreadRequest && !this.#unreadRequest.complete) {
      this.#linger();
    } else if (error.code === 'HPE_CLOSED_CONNECTION') {
      // Bytes came after a request with `Connection: close`.
      this.#endWith(() => this.#linger());
    } else {
      this.#endWith(() => this.#refuseUnreadable(refusalOfParser(error), null));
    }
  }

  /** Refuses a CONNECT request. Node has detached its parser from the socket. */
  refuseTunnel(): void {
    this.socket.on('error', () => {}).on('data', this.#intake.discarded);
    this.#endWith(() => this.#refuseUnreadable(noTunnels, null));
  }

  handedOver(response: GatewayResponse): void {
    if (this.#exchange?.response !== response) return;
    this.#owner.waits(this);
    this.#owner.sends(this);
    const { request } = this.#exchange;
    if (leavesLongBody(request)) this.#intake.discard(request);
  }

  /** Closes the connection at once. */
  close(reason: CloseReason): void {
    if (this.closedFor) return;
    this.closedFor = reason;
    this.#owner.closed(this, reason);
    this.socket.destroy();
  }

  #begin(exchange: Exchange): void {
    const { request, response } = exchange;
    this.#exchange = exchange;
    this.#unreadRequest = null;
    response.carrier = this;
    response.once('close', this.#onResponseEnd);
    if (hasBody(request)) {
      this.#owner.waits(this);
      request.once('end', this.#onBodyEnd);
    } else {
      this.#owner.works(this);
    }
    const problem = exchange.problem ?? checkRequest(request);
    if (!problem) {
      this.#owner.handle(request, response);
      return;
    }
    const requestId = randomUUID();
    this.#owner.refused(requestId, problem);
    sendRefusal(response, problem, requestId, this.#owner.refusalHeaders);
  }

  /** Handles the end of a request's body. */
  readonly #onBodyEnd = (): void => {
    if (this.#exchange?.request.readableEnded && !this.#exchange.response.writableEnded) this.#owner.works(this);
  };

  /** Handles the end of a response: it has left, or the connection was closed before. */
  readonly #onResponseEnd = (): void => {
    const request = this.#exchange?.request;
    this.#exchange = null;
    this.#owner.sent(this);
    if (this.socket.destroyed || this.#isLingering) return;
    if (request && !request.complete) this.#unreadRequest = request;
    this.#bytesReadWhenIdle = this.socket.bytesRead;
    // The response was the last of the connection: queued requests are not processed.
    if (!this.socket.writable) {
      this.#queue.length = 0;
      return;
    }
    // Not at once, or a client with many pipelined requests would delay all other clients.
    if (this.#queue.length > 0) setImmediate(this.#beginNext);
    else this.#onQueueEmpty();
  };

  readonly #beginNext = (): void => {
    if (this.socket.destroyed || this.#isLingering) return;
    const next = this.#queue.shift();
    if (!next) return;
    this.#begin(next);
    if (this.#queue.length === 0 && !this.#last) this.#intake.release();
  };

  #onQueueEmpty(): void {
    if (this.#last) this.#last();
    else this.#intake.release();
    this.#owner.rests(this);
  }

  /** Whether the connection has no request to respond to. */
  get #rests(): boolean {
    return !this.#exchange && this.#queue.length === 0;
  }

  /** Processes no further requests, and ends the connection after the queued ones. */
  #endWith(last: () => void): void {
    if (this.#last) return;
    if (this.#rests) {
      last();
      return;
    }
    this.#last = last;
    this.#intake.hold();
  }

  /** @param requestId Id of the request whose log line reports the refusal; null to log the refusal separately. */
  #refuseUnreadable(problem: HttpError, requestId: string | null): void {
    const id = requestId ?? randomUUID();
    if (requestId === null) this.#owner.refused(id, problem);
    writeRefusal(this.socket, problem, id, this.#owner.refusalHeaders);
    this.#linger();
  }

  /** Ends the connection after its last response. */
  #end(): void {
    const request = this.#exchange?.request;
    if (request && !request.complete && hasBody(request)) this.#linger();
    else this.#destroySoon();
  }

  #linger(): void {
    if (this.#isLingering) return;
    this.#isLingering = true;
    this.#queue.length = 0;
    this.#intake.release();
    this.#owner.waits(this);
    this.#owner.lingers(this);
    this.socket.end();
    const request = this.#exchange?.request ?? this.#unreadRequest;
    // Discarding may have begun with the response; a second call has no effect.
    this.#intake.discard(request);
    request?.once('end', this.#destroySoon);
  }
}

import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { HttpError } from '../protocol/http-error.js';
import type { Answer, AnswerCarrier } from './answer.js';
import type { CloseReason, ConnectionOwner } from './connection-owner.js';
import { answerRefusal, noTunnels, refusalOfParser, writeRefusal } from './refusal.js';
import { checkRequest, hasBody, leavesLongBody } from './request-framing.js';
import { SocketIntake } from './socket-intake.js';
import { sendProgress, unsentBytes } from './socket-output.js';
import type { Sending } from './unread-answers.js';
import type { Waiting } from './waiting-connections.js';

/** A request and the place for its answer. */
interface Exchange {
  readonly request: IncomingMessage;
  readonly answer: Answer;
  /** Why it is refused whatever it asks for; null for no reason yet. */
  readonly problem: HttpError | null;
}

/**
 * One connection of a client, and its requests one after the other.
 *
 * Node hands over every request that it has read, also those that a client has sent without waiting for answers
 * (pipelining). Here the next one begins only when the answer before it has left: a client that reads nothing is owed one
 * answer at most, and requests that change something happen in the order in which they were sent (RFC 9112, section
 * 9.3.2). Nothing is read from the socket while a request waits, so at most one read of it does, 64 KiB.
 *
 * A connection that ends while its client may still be sending is closed in stages (RFC 9112, section 9.6): first the
 * sending half, so that the answer arrives; then a bounded number of bytes is read and thrown away, until the client has
 * closed its half too, or its time is over. Closed at once, the kernel would reset the connection, which can destroy an
 * answer that has arrived and was not read yet.
 */
export class Connection implements AnswerCarrier, Sending, Waiting {
  readonly address: string;
  readonly socket: Socket;
  /** On the clock of `performance.now()`. */
  readonly openedAt = performance.now();
  /** Why it was closed; null where the gateway did not do so to keep a limit. */
  closedFor: CloseReason | null = null;
  readonly #owner: ConnectionOwner<Connection>;
  readonly #intake: SocketIntake;
  readonly #destroySoon: () => void;
  #exchange: Exchange | null = null;
  readonly #queue: Exchange[] = [];
  /** What is done when all requests before it have been answered, and ends the connection; null for nothing. */
  #last: (() => void) | null = null;
  /** A request that was answered before its body had come; null for none. */
  #unreadRequest: IncomingMessage | null = null;
  #isLingering = false;
  /** Of `bytesRead`, when the last answer had left; -1 before the first. */
  #bytesReadWhenIdle = -1;

  constructor(socket: Socket, address: string, owner: ConnectionOwner<Connection>) {
    this.address = address;
    this.socket = socket;
    this.#owner = owner;
    this.#intake = new SocketIntake(socket);
    this.#destroySoon = socket.destroySoon.bind(socket);
    // Node calls it after an answer that is the last one of its connection.
    socket.destroySoon = () => this.#end();
    socket.on('end', () => {
      if (this.#isLingering) this.#destroySoon();
    });
  }

  get isIdle(): boolean {
    return this.#rests && !this.#isLingering && this.socket.bytesRead === this.#bytesReadWhenIdle;
  }

  /** Whether it is idle, or nothing has ever come on it. */
  get isUnused(): boolean {
    return this.isIdle || this.socket.bytesRead === 0;
  }

  /** Whether nothing can be done for it before more of its request has come. */
  get awaitsRequest(): boolean {
    if (!this.#exchange) return this.#rests && !this.#isLingering;
    const { request, answer } = this.#exchange;
    return !request.complete && !answer.writableEnded;
  }

  get unsentBytes(): number {
    return unsentBytes(this.socket);
  }

  get sendProgress(): number {
    return sendProgress(this.socket);
  }

  /** How many requests wait behind the one that is being answered. */
  get queueLength(): number {
    return this.#queue.length;
  }

  /** @param problem Why it must be refused; null where nothing is known yet. */
  receive(request: IncomingMessage, answer: Answer, problem: HttpError | null): void {
    // What comes behind the last request is not processed.
    if (this.#last || this.#isLingering || !this.socket.writable) return;
    const exchange = { request, answer, problem };
    if (!this.#exchange && this.#queue.length === 0) {
      this.#begin(exchange);
      return;
    }
    this.#queue.push(exchange);
    this.#intake.hold();
    this.#owner.queued(this, 1);
  }

  /** Node's parser has failed, or a request has not come in time. */
  broken(error: Error & { code?: string }): void {
    const { request, answer } = this.#exchange ?? {};
    if (this.#isLingering) {
      this.#intake.discarded();
    } else if (
      error.code === 'ERR_HTTP_REQUEST_TIMEOUT' &&
      this.#intake.isHeld &&
      (request?.complete ?? !this.#rests)
    ) {
      // It is the gateway that does not read the rest of a request behind this one.
    } else if (error.code === 'ECONNRESET' || !this.socket.writable) {
      this.socket.destroy();
    } else if (request && answer && !request.complete && !answer.headersSent) {
      // The request that is under way is the broken one, and owed one answer.
      const problem = refusalOfParser(error);
      answer.refusedWith = problem.statusCode;
      this.#refuseUnreadable(problem, answer.requestId);
    } else if (request && !request.complete) {
      this.#endWith(() => this.#linger());
    } else if (this.#unreadRequest && !this.#unreadRequest.complete) {
      this.#linger();
    } else if (error.code === 'HPE_CLOSED_CONNECTION') {
      // Bytes behind a request that said it was the last.
      this.#endWith(() => this.#linger());
    } else {
      this.#endWith(() => this.#refuseUnreadable(refusalOfParser(error), null));
    }
  }

  /** It asks for a tunnel. Node has let go of the socket. */
  refuseTunnel(): void {
    this.socket.on('error', () => {}).on('data', this.#intake.discarded);
    this.#endWith(() => this.#refuseUnreadable(noTunnels, null));
  }

  handedOver(answer: Answer): void {
    if (this.#exchange?.answer !== answer) return;
    this.#owner.waits(this);
    this.#owner.sends(this);
    const { request } = this.#exchange;
    if (leavesLongBody(request)) this.#intake.discard(request);
  }

  /** Closes it at once. */
  close(reason: CloseReason): void {
    if (this.closedFor) return;
    this.closedFor = reason;
    this.#owner.closed(this, reason);
    this.socket.destroy();
  }

  #begin(exchange: Exchange): void {
    const { request, answer } = exchange;
    this.#exchange = exchange;
    this.#unreadRequest = null;
    answer.carrier = this;
    answer.once('close', this.#answered);
    if (hasBody(request)) {
      this.#owner.waits(this);
      request.once('end', this.#received);
    } else {
      this.#owner.works(this);
    }
    const problem = exchange.problem ?? checkRequest(request);
    if (!problem) {
      this.#owner.handle(request, answer);
      return;
    }
    const requestId = randomUUID();
    this.#owner.refused(requestId, problem);
    answerRefusal(answer, problem, requestId, this.#owner.refusalHeaders);
  }

  /** The body has come whole, and has been read. */
  readonly #received = (): void => {
    if (this.#exchange?.request.readableEnded && !this.#exchange.answer.writableEnded) this.#owner.works(this);
  };

  /** The answer has left, or the connection has been closed before. */
  readonly #answered = (): void => {
    const request = this.#exchange?.request;
    this.#exchange = null;
    this.#owner.sent(this);
    if (this.socket.destroyed || this.#isLingering) return;
    if (request && !request.complete) this.#unreadRequest = request;
    this.#bytesReadWhenIdle = this.socket.bytesRead;
    // It was the last one: what comes behind it is not processed.
    if (!this.socket.writable) {
      this.forgetQueue();
      return;
    }
    // Not at once, or a client that has sent many would have them all answered before anybody else's.
    if (this.#queue.length > 0) setImmediate(this.#beginNext);
    else this.#answeredAll();
  };

  readonly #beginNext = (): void => {
    if (this.socket.destroyed || this.#isLingering) return;
    const next = this.#queue.shift();
    if (!next) return;
    this.#owner.queued(this, -1);
    this.#begin(next);
    if (this.#queue.length === 0 && !this.#last) this.#intake.release();
  };

  #answeredAll(): void {
    if (this.#last) this.#last();
    else this.#intake.release();
    this.#owner.rests(this);
  }

  /** Whether there is no request to answer. */
  get #rests(): boolean {
    return !this.#exchange && this.#queue.length === 0;
  }

  forgetQueue(): void {
    const { length } = this.#queue;
    this.#queue.length = 0;
    if (length > 0) this.#owner.queued(this, -length);
  }

  /** Processes nothing that comes from now on, and ends the connection after all that came before. */
  #endWith(last: () => void): void {
    if (this.#last) return;
    if (this.#rests) {
      last();
      return;
    }
    this.#last = last;
    this.#intake.hold();
  }

  /** @param requestId Of a request whose line in the log says it; null where this one has to. */
  #refuseUnreadable(problem: HttpError, requestId: string | null): void {
    const id = requestId ?? randomUUID();
    if (requestId === null) this.#owner.refused(id, problem);
    writeRefusal(this.socket, problem, id, this.#owner.refusalHeaders);
    this.#linger();
  }

  /** Node has sent the last answer. */
  #end(): void {
    const request = this.#exchange?.request;
    if (request && !request.complete && hasBody(request)) this.#linger();
    else this.#destroySoon();
  }

  #linger(): void {
    if (this.#isLingering) return;
    this.#isLingering = true;
    this.forgetQueue();
    this.#intake.release();
    this.#owner.waits(this);
    this.#owner.lingers(this);
    this.socket.end();
    const request = this.#exchange?.request ?? this.#unreadRequest;
    // It may have begun before, with the answer.
    this.#intake.discard(request);
    request?.once('end', this.#destroySoon);
  }
}

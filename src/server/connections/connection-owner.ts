import type { IncomingMessage } from 'node:http';
import type { HttpError } from '../protocol/http-error.js';
import type { Answer } from './answer.js';
import type { MoreHeaders } from './refusal.js';
import type { GivenUpFor } from './unread-answers.js';

/** Why the gateway closed a connection before its client was done with it. */
export type CloseReason = GivenUpFor | 'body_bytes' | 'limit' | 'pipelining' | 'shutdown';

/** The server around a connection, as far as it needs it. */
export interface ConnectionOwner<Connection> {
  /** Sent with every refusal. */
  readonly refusalHeaders: MoreHeaders;
  handle(request: IncomingMessage, answer: Answer): void;
  /** The connection waits for its client from now on. */
  waits(connection: Connection): void;
  /** The gateway works for the connection from now on. */
  works(connection: Connection): void;
  /** An answer was handed to the socket. */
  sends(connection: Connection): void;
  /** The answer has left, or never will. */
  sent(connection: Connection): void;
  /** So many more, or fewer, requests wait behind another one of the same connection. */
  queued(connection: Connection, difference: number): void;
  /** All requests that have come whole have been answered. */
  rests(connection: Connection): void;
  /** The connection is closed in stages from now on. */
  lingers(connection: Connection): void;
  closed(connection: Connection, reason: CloseReason): void;
  refused(requestId: string, problem: HttpError): void;
}

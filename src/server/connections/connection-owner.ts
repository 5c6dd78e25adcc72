import type { IncomingMessage } from 'node:http';
import type { HttpError } from '../protocol/http-error.js';
import type { GatewayResponse } from './gateway-response.js';
import type { RefusalHeaders } from './refusal.js';
import type { GiveUpReason } from './unsent-responses.js';

/** The reason for which the gateway closed a connection before its client was done. */
export type CloseReason = GiveUpReason | 'body_bytes' | 'limit' | 'shutdown';

/** The part of the server that a connection uses. */
export interface ConnectionOwner<Connection> {
  /** Headers of every refusal that the connection itself sends. */
  readonly refusalHeaders: RefusalHeaders;
  /** Runs the task, which parses some bytes of the connection, at the connection's turn. */
  parse(connection: Connection, task: () => void): void;
  handle(request: IncomingMessage, response: GatewayResponse): void;
  /** The connection now waits until its client sends or reads. */
  waits(connection: Connection): void;
  /** The gateway now processes a request of the connection. */
  works(connection: Connection): void;
  /** A response was written to the socket. */
  sends(connection: Connection): void;
  /** The response has left, or its connection is closed. */
  sent(connection: Connection): void;
  /** The connection has no request to respond to. */
  rests(connection: Connection): void;
  /** The connection begins to close in stages. */
  lingers(connection: Connection): void;
  closed(connection: Connection, reason: CloseReason): void;
  refused(requestId: string, problem: HttpError): void;
}

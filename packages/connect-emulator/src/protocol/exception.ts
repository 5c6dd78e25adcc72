/**
 * An exception as Amazon Connect would answer it. The protocol layer takes the HTTP status from the service model;
 * names that AWS sends without modelling them (`TooManyRequestsException`, signature errors) bring their own.
 */
export class ConnectException extends Error {
  /** @param reason what the member `Reason` holds, in the few exceptions that have it. */
  constructor(
    override readonly name: string,
    message: string,
    readonly status?: number,
    readonly reason?: Readonly<Record<string, string>>,
  ) {
    super(message);
  }
}

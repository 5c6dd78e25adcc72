/**
 * An exception of Amazon Connect. The HTTP status comes from the service model. Exceptions that are not in the model
 * (`SerializationException`, signature errors and others) set their own status.
 */
export class ConnectException extends Error {
  /** @param reason content of the member `Reason`, which few exceptions have. */
  constructor(
    override readonly name: string,
    message: string,
    readonly status?: number,
    readonly reason?: Readonly<Record<string, string>>,
  ) {
    super(message);
  }
}

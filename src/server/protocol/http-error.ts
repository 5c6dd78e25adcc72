/** The refusal of a request before GraphQL's execution. */
export class HttpError extends Error {
  override readonly name = 'HttpError';

  /**
   * @param code The stable `extensions.code` of the error.
   * @param retryAfterSeconds Value of the header Retry-After; null for none.
   */
  constructor(
    readonly statusCode: number,
    readonly code: string,
    message: string,
    readonly retryAfterSeconds: number | null = null,
  ) {
    const { stackTraceLimit } = Error;
    // A refusal is not a bug, and recording the stack takes more time than the refusal.
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = stackTraceLimit;
  }

  /** Returns the response body, in the form of a GraphQL error. */
  toBody(): object {
    return { errors: [{ message: this.message, extensions: { code: this.code } }] };
  }
}

/** A request that is refused before GraphQL sees it. */
export class HttpError extends Error {
  override readonly name = 'HttpError';

  /**
   * @param code As in an error's `extensions`; stable.
   * @param retryAfterSeconds For the header Retry-After; null for none.
   */
  constructor(
    readonly statusCode: number,
    readonly code: string,
    message: string,
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(message);
  }

  /** In the form of an error of GraphQL's execution. */
  toBody(): object {
    return { errors: [{ message: this.message, extensions: { code: this.code } }] };
  }
}

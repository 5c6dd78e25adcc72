/** A documented promise about time or age, and the line of code that keeps it. */
export interface TimePromise {
  /** Path of a page, and a sentence that occurs in it. */
  readonly page: string;
  readonly sentence: string;
  /** Path of a source file, and a text that occurs in it exactly once. */
  readonly file: string;
  readonly line: string;
  /** The text that replaces `line`. */
  readonly without: string;
  /** Paths of tests, of which at least one then fails. */
  readonly tests: readonly string[];
}

export const promises: readonly TimePromise[];

/** A promise about time or age, and the line that keeps it. */
export interface TimePromise {
  /** Path of a page, and a sentence of it. */
  readonly page: string;
  readonly sentence: string;
  /** Path of a source, and a text that occurs in it once. */
  readonly file: string;
  readonly line: string;
  /** Replaces the line. */
  readonly without: string;
  /** Paths of tests of which one fails then. */
  readonly tests: readonly string[];
}

export const promises: readonly TimePromise[];

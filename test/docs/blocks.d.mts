export interface Block {
  /** Line number of the opening fence, from 1. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
  /** The text of the `check` comment in the line before it. */
  readonly marker: string | undefined;
}

export function blocksOf(markdown: string): Block[];

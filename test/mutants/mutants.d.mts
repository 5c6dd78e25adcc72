export interface Mutant {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  readonly label: string;
  /** Position after the `{` of the innermost block around the place; null outside all blocks. */
  readonly block: number | null;
}

export function mutantsOf(source: string): Mutant[];
export function withReports(
  source: string,
  numbered: readonly { readonly number: number; readonly block: number | null }[],
): string;
export function randomOf(seed: number): () => number;

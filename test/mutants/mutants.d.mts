export interface Mutant {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  readonly label: string;
}

export function mutantsOf(source: string): Mutant[];
export function randomOf(seed: number): () => number;

export interface Subgraph {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}

/** @throws Error with all composition errors. */
export function compose(subgraphs: readonly Subgraph[]): string;

export interface Subgraph {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}

/** @throws Error with all that does not compose. */
export function compose(subgraphs: readonly Subgraph[]): string;

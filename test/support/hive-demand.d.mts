export function hiveDemand(
  supergraph: string,
  maxCost: number,
  queries: readonly string[],
): Promise<readonly { readonly cost: number; readonly refused: boolean }[]>;

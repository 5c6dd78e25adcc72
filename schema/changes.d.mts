export interface Changes {
  readonly breaking: readonly string[];
  readonly dangerous: readonly string[];
  readonly others: number;
}

export function changes(oldSdl: string, newSdl: string): Promise<Changes>;

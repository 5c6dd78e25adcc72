export interface CompositionChanges {
  readonly breaking: readonly string[];
  readonly dangerous: readonly string[];
}

export interface Changes extends CompositionChanges {
  readonly others: number;
}

export function changes(oldSdl: string, newSdl: string, today: string): Promise<Changes>;

export function compositionChanges(oldSdl: string, newSdl: string): CompositionChanges;

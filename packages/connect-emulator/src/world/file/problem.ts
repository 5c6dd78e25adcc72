/** A problem of a world file. */
export interface Problem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** One thing that is wrong with a world file. */
export interface Problem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/**
 * Path of the GraphQL input field that a member of a call's input comes from. Either the path of the field, or a
 * function that maps the path below the member to the full input path.
 */
export type InputPath = readonly string[] | ((below: readonly string[]) => readonly string[]);

/**
 * Where a member of a call's input comes from in the client's: below this field, or, where more than the field differs, by
 * a function of what is below the member.
 */
export type InputPath = readonly string[] | ((below: readonly string[]) => readonly string[]);

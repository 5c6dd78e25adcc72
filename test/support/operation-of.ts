/** Connect's operation of a mutation's name, which the mutation's types begin with. */
export function operationOf(mutation: string): string {
  return mutation.charAt(0).toUpperCase() + mutation.slice(1);
}

import type { ExceptionName } from '../../errors/exceptions.js';
import type { InputPath } from './input-path.js';

/** Declaration of one Connect operation for the call runner. */
export interface ConnectOperation<Input extends object, Output extends object> {
  /** Connect's name of the operation, such as `TransferContact`. */
  readonly name: string;
  readonly command: new (
    input: Input,
  ) => { readonly input: Input; resolveMiddleware: unknown; readonly __output?: Output };
  /**
   * Whether a call may be repeated after a failure in spite of which it may have been applied. `read` calls change
   * nothing, and `token` calls send the same ClientToken each time. `never` calls are repeated only if the failed call
   * was certainly not applied.
   */
  readonly repeat: 'read' | 'token' | 'never';
  /**
   * Members that Connect's output always has. An output without one of these members counts as not sent by
   * Connect. The idempotency record of a mutation stores these members as JSON.
   */
  readonly requires: readonly (keyof Output & string)[];
  /**
   * Credentials in a mutation's output: required members that are never stored. A replay calls Connect again with the
   * same ClientToken to get them, so they are allowed only for operations with `repeat: 'token'`.
   */
  readonly credentials?: readonly (keyof Output & string)[];
}

/** A command class of the SDK with its input and output types. */
type CommandClass<Input extends object, Output extends object> = new (
  input: Input,
) => {
  readonly input: Input;
  resolveMiddleware: (...args: never[]) => (request: never) => Promise<{ output: Output }>;
};

const declared = new Map<string, 'read' | 'write'>();
const inputPaths = new Map<string, Readonly<Record<string, InputPath>>>();

/**
 * Returns the Connect operations that the gateway calls, by name. Operations in files that are not loaded yet are
 * missing.
 */
export function declaredOperations(): ReadonlyMap<string, 'read' | 'write'> {
  return new Map([...declared].sort());
}

/** Declares a read operation. @param requires Members that Connect's output always has. */
export function readOperation<Input extends object, Output extends object>(
  name: string,
  command: CommandClass<Input, Output>,
  requires: readonly (keyof Output & string)[],
): ConnectOperation<Input, Output> {
  declared.set(name, 'read');
  return { name, command, repeat: 'read', requires };
}

/** Declaration of the operation that a mutation calls. */
export interface MutationOperation<Input extends object, Output extends object, Names extends ExceptionName>
  extends ConnectOperation<Input, Output> {
  readonly repeat: 'token' | 'never';
  /** Exceptions that the service model documents for the operation. They are members of the result union. */
  readonly exceptions: readonly Names[];
  /** GraphQL input fields of members that do not come from the field of the same name in lower camel case. */
  readonly inputPaths?: Readonly<Record<string, InputPath>>;
  /** Name of the mutation, if several mutations call the same operation. */
  readonly mutation?: string;
  /** Advice for a client that must find out whether the call was applied. */
  readonly howToCheck: string;
}

/** Declares the operation of a mutation. */
export function mutationOperation<Input extends object, Output extends object, const Names extends ExceptionName>(
  declaration: Omit<MutationOperation<Input, Output, Names>, 'command'> & { command: CommandClass<Input, Output> },
): MutationOperation<Input, Output, Names> {
  declared.set(declaration.name, 'write');
  inputPaths.set(declaration.mutation ?? declaration.name, declaration.inputPaths ?? {});
  return declaration;
}

/** Returns the input paths of a declaration. @param mutation Its `mutation`, or its `name` if it has none. */
export function declaredInputPaths(mutation: string): Readonly<Record<string, InputPath>> {
  return inputPaths.get(mutation) ?? {};
}

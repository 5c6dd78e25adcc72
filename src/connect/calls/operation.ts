import type { ExceptionName } from '../../errors/exceptions.js';
import type { InputPath } from './input-path.js';

/** One operation of Connect, as the runner needs to know it. */
export interface ConnectOperation<Input extends object, Output extends object> {
  /** Connect's own name, such as `TransferContact`. */
  readonly name: string;
  readonly command: new (
    input: Input,
  ) => { readonly input: Input; resolveMiddleware: unknown; readonly __output?: Output };
  /**
   * How often the call may be made: `read` and `token` (the same ClientToken each time) again after any failure,
   * `never` only when it was certainly not applied.
   */
  readonly repeat: 'read' | 'token' | 'never';
  /**
   * Members that Connect's answer always holds: one without them is not Connect's. Of a mutation's answer they are also
   * what is remembered by its token, as JSON.
   */
  readonly requires: readonly (keyof Output & string)[];
  /**
   * Members of a mutation's answer that are credentials: there as surely as those required, but never kept. Connect is
   * asked for them again where an answer is given again, so they are only for operations whose token it keeps.
   */
  readonly credentials?: readonly (keyof Output & string)[];
}

/** A command class of the SDK, seen from what it takes and what its call returns. */
type CommandClass<Input extends object, Output extends object> = new (
  input: Input,
) => {
  readonly input: Input;
  resolveMiddleware: (...args: never[]) => (request: never) => Promise<{ output: Output }>;
};

const declared = new Map<string, 'read' | 'write'>();
const inputPaths = new Map<string, Readonly<Record<string, InputPath>>>();

/** The operations of Connect that the gateway calls, by name, as far as the files that declare them are loaded. */
export function declaredOperations(): ReadonlyMap<string, 'read' | 'write'> {
  return new Map([...declared].sort());
}

/** @param requires Members that Connect's answer always holds. */
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
  /** The exceptions that the service model documents for it: they are members of its result union. */
  readonly exceptions: readonly Names[];
  /** Where an input member comes from, when not from the field of the same name in lower camel case. */
  readonly inputPaths?: Readonly<Record<string, InputPath>>;
  /** The mutation's own name, where several mutations make calls of one operation. */
  readonly mutation?: string;
  /** Advice for a client that must find out whether the call was applied. */
  readonly howToCheck: string;
}

export function mutationOperation<Input extends object, Output extends object, const Names extends ExceptionName>(
  declaration: Omit<MutationOperation<Input, Output, Names>, 'command'> & { command: CommandClass<Input, Output> },
): MutationOperation<Input, Output, Names> {
  declared.set(declaration.name, 'write');
  inputPaths.set(declaration.mutation ?? declaration.name, declaration.inputPaths ?? {});
  return declaration;
}

/** Where the members of a mutation's call come from in its input, as its file declares it. @param mutation As its operation is called, or itself. */
export function declaredInputPaths(mutation: string): Readonly<Record<string, InputPath>> {
  return inputPaths.get(mutation) ?? {};
}

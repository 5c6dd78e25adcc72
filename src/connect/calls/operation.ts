import type { ExceptionName } from '../../errors/exceptions.js';
import { bareId, parseArn, type ResourceKind } from '../../ids/arn.js';
import type { Scope } from '../../ids/scope.js';
import type { InputPath } from './input-path.js';

/** Declaration of one Connect operation for the call runner. */
export interface ConnectOperation<Input extends object, Output extends object> {
  /** Connect's name of the operation, such as `TransferContact`. */
  readonly name: string;
  readonly command: new (
    input: Input,
  ) => { readonly input: Input; resolveMiddleware: unknown; readonly __output?: Output };
  /**
   * Whether a call may be repeated after a failure that leaves open whether the call was applied. `read` calls change
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

const reads = new Set<string>();
const mutations = new Map<string, AnyMutationOperation>();

/**
 * Returns the Connect operations that the gateway calls, by name. Operations in files that are not loaded yet are
 * missing.
 */
export function declaredOperations(): ReadonlyMap<string, 'read' | 'write'> {
  const writes = [...mutations.values()].map(({ name }) => [name, 'write'] as const);
  return new Map([...[...reads].map((name) => [name, 'read'] as const), ...writes].sort());
}

/**
 * Returns the operations of the mutations, by the mutation's name in the schema. Operations in files that are not
 * loaded yet are missing.
 */
export function declaredMutations(): ReadonlyMap<string, AnyMutationOperation> {
  return new Map([...mutations].sort());
}

/** Returns the name of a mutation in the schema. */
export function mutationName({ name, mutation = name }: { readonly name: string; readonly mutation?: string }): string {
  return mutation.charAt(0).toLowerCase() + mutation.slice(1);
}

/** Declares a read operation. @param requires Members that Connect's output always has. */
export function readOperation<Input extends object, Output extends object>(
  name: string,
  command: CommandClass<Input, Output>,
  requires: readonly (keyof Output & string)[],
): ConnectOperation<Input, Output> {
  reads.add(name);
  return { name, command, repeat: 'read', requires };
}

/** Kind of a changed resource: `currentUser` is the current data of a user, such as status and contacts. */
export type ChangedKind = ResourceKind | 'currentUser';

/**
 * Input members with the ids of the resources that an operation changes, by the kind of resource. The key `arn` names
 * the members with the ARN of a resource of any kind.
 */
export type ChangedResources<Input> = {
  readonly [Kind in ChangedKind | 'arn']?: (keyof Input & string) | readonly (keyof Input & string)[];
};

/** Declaration of the operation that a mutation calls. */
export interface MutationOperation<Input extends object, Output extends object, Names extends ExceptionName>
  extends ConnectOperation<Input, Output> {
  readonly repeat: 'token' | 'never';
  /** Scope that a caller needs. */
  readonly scope: Scope;
  /**
   * Resources in the input that the operation changes. After a call that may have been applied, the gateway removes
   * them from its caches. Empty for an operation that only creates a resource.
   */
  readonly changes: ChangedResources<Input>;
  /** Exceptions that the service model documents for the operation. They are members of the result union. */
  readonly exceptions: readonly Names[];
  /** GraphQL input fields of members that do not come from the field of the same name in lower camel case. */
  readonly inputPaths?: Readonly<Record<string, InputPath>>;
  /** Name of the mutation, if several mutations call the same operation. */
  readonly mutation?: string;
  /** Advice for a client that must find out whether the call was applied. */
  readonly howToCheck: string;
}

type AnyMutationOperation = Omit<
  MutationOperation<object, object, ExceptionName>,
  'command' | 'changes' | 'requires' | 'credentials'
> & {
  readonly changes: ChangedResources<Record<string, unknown>>;
};

/** Declares the operation of a mutation. */
export function mutationOperation<Input extends object, Output extends object, const Names extends ExceptionName>(
  declaration: Omit<MutationOperation<Input, Output, Names>, 'command'> & { command: CommandClass<Input, Output> },
): MutationOperation<Input, Output, Names> {
  register(declaration);
  return declaration;
}

/** @throws Error for a second declaration of a mutation: its scope would silently replace the first one. */
function register(declaration: { readonly name: string; readonly mutation?: string }): void {
  const name = mutationName(declaration);
  if (mutations.has(name))
    throw new Error(`The mutation ${name} is declared twice. Give one of them another \`mutation\`.`);
  mutations.set(name, declaration as unknown as AnyMutationOperation);
}

/** Declares a further mutation that calls the operation of another mutation. */
export function mutationVariant<Input extends object, Output extends object, Names extends ExceptionName>(
  operation: MutationOperation<Input, Output, Names>,
  own: { readonly mutation: string; readonly inputPaths?: Readonly<Record<string, InputPath>> },
): MutationOperation<Input, Output, Names> {
  const declaration = { ...operation, ...own };
  register(declaration);
  return declaration;
}

/** Returns the input paths of a declaration. @param mutation Its `mutation`, or its `name` if it has none. */
export function declaredInputPaths(mutation: string): Readonly<Record<string, InputPath>> {
  return mutations.get(mutationName({ name: mutation }))?.inputPaths ?? {};
}

/** Returns the resources that a call changes. Members that the input does not have are left out. */
export function changedResources(
  { changes }: { readonly changes: ChangedResources<never> },
  input: object,
): { readonly kind: ChangedKind; readonly id: string }[] {
  const members: readonly [string, string | readonly string[]][] = Object.entries(changes);
  return members.flatMap(([kind, names]) =>
    [names].flat().flatMap((name) => {
      const id: unknown = (input as Record<string, unknown>)[name];
      if (typeof id !== 'string' || id === '') return [];
      const known = kind === 'arn' ? parseArn(id)?.kind : (kind as ChangedKind);
      return known ? [{ kind: known, id: bareId(id) }] : [];
    }),
  );
}

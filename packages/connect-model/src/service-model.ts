import { readFileSync } from 'node:fs';

/**
 * Typed access to Amazon Connect's service model (2017-08-08): how every operation travels over HTTP, which members
 * it takes, what constrains them and which exceptions it documents. The data stands beside this file, with its source
 * and licence. It holds no behaviour, so the gateway and the emulator may both read it and still judge for themselves.
 */
export interface ServiceModel {
  readonly source: string;
  readonly license: string;
  readonly operations: Readonly<Record<string, OperationModel>>;
  readonly errors: Readonly<Record<string, ErrorModel>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

export interface OperationModel {
  readonly access: 'read' | 'write';
  /** `uri` holds labels such as `{InstanceId}`, named after a member's `locationName`. */
  readonly http: { readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'; readonly uri: string; readonly status: number };
  /** Name of the structure that the operation takes. */
  readonly input: string;
  /** Name of the structure that it returns; null for the few operations that return none. */
  readonly output: string | null;
  /** Names of the exceptions that Amazon documents for it. Others do arrive, throttling above all. */
  readonly errors: readonly string[];
  /** The member that makes a repeated request safe, where the operation has one. */
  readonly idempotencyToken?: string;
}

export interface ErrorModel {
  readonly status: number;
  readonly members: readonly Member[];
}

export interface Member {
  readonly name: string;
  readonly shape: string;
  /** Where the member travels; in the JSON body when absent. */
  readonly location?: 'uri' | 'querystring';
  /** Its name on the wire, when it differs from `name`. */
  readonly locationName?: string;
  readonly required?: true;
  readonly idempotencyToken?: true;
}

export interface StructureShape {
  readonly type: 'structure';
  readonly members: readonly Member[];
  /** Exactly one member may be set. */
  readonly union?: true;
  readonly sensitive?: true;
}
export interface ListShape {
  readonly type: 'list';
  readonly element: string;
  readonly min?: number;
  readonly max?: number;
  readonly sensitive?: true;
}
export interface MapShape {
  readonly type: 'map';
  readonly key: string;
  readonly value: string;
  readonly min?: number;
  readonly max?: number;
  readonly sensitive?: true;
}
export interface StringShape {
  readonly type: 'string';
  readonly enum?: readonly string[];
  /** Lengths count characters. */
  readonly min?: number;
  readonly max?: number;
  /** A regular expression of Java's, which the whole text must match, whether or not it has anchors. */
  readonly pattern?: string;
  readonly sensitive?: true;
}
export interface NumberShape {
  readonly type: 'integer' | 'long' | 'double' | 'float';
  readonly min?: number;
  readonly max?: number;
  readonly sensitive?: true;
}
export interface BooleanShape {
  readonly type: 'boolean';
  readonly sensitive?: true;
}
export interface TimestampShape {
  readonly type: 'timestamp';
  /** Epoch seconds, fractions allowed, unless this says `iso8601`. */
  readonly timestampFormat?: 'iso8601';
  readonly sensitive?: true;
}
export type Shape = StructureShape | ListShape | MapShape | StringShape | NumberShape | BooleanShape | TimestampShape;

export const serviceModel: ServiceModel = JSON.parse(
  readFileSync(new URL('./connect-2017-08-08.json', import.meta.url), 'utf8'),
);

/** @throws Error when the model has no such operation, which is a mistake in the code that asks. */
export function operationModel(name: string): OperationModel {
  const operation = Object.hasOwn(serviceModel.operations, name) ? serviceModel.operations[name] : undefined;
  if (!operation) throw new Error(`The service model has no operation ${name}.`);
  return operation;
}

/** @throws Error when the model has no such shape. */
export function shape(name: string): Shape {
  const found = Object.hasOwn(serviceModel.shapes, name) ? serviceModel.shapes[name] : undefined;
  if (!found) throw new Error(`The service model has no shape ${name}.`);
  return found;
}

/** @throws Error when the shape is missing or is not a structure. */
export function structure(name: string): StructureShape {
  const found = shape(name);
  if (found.type !== 'structure') throw new Error(`The shape ${name} is a ${found.type}, not a structure.`);
  return found;
}

/** The name that a member has on the wire. */
export function wireName(member: Member): string {
  return member.locationName ?? member.name;
}

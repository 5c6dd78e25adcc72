import { readFileSync } from 'node:fs';

/**
 * Part of Amazon Connect's service model (2017-08-08): the HTTP binding of each included operation, its members, their
 * constraints and the documented exceptions. The data is in connect-2017-08-08.json, with its source and licence.
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
  /** Name of the input structure. */
  readonly input: string;
  /** Name of the output structure. Null for the few operations without output. */
  readonly output: string | null;
  /** Names of the documented exceptions. Others occur too, especially throttling. */
  readonly errors: readonly string[];
  /** The member that makes a repeated call safe, if the operation has one. */
  readonly idempotencyToken?: string;
}

export interface ErrorModel {
  readonly status: number;
  readonly members: readonly Member[];
}

export interface Member {
  readonly name: string;
  readonly shape: string;
  /** Location of the member in the HTTP request. The JSON body when absent. */
  readonly location?: 'uri' | 'querystring';
  /** Name of the member on the wire, if it differs from `name`. */
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
  /** Length limits in characters. */
  readonly min?: number;
  readonly max?: number;
  /** A Java regular expression that must match the whole text, with or without anchors. */
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
  /** `iso8601`, or epoch seconds with optional fractions when absent. */
  readonly timestampFormat?: 'iso8601';
  readonly sensitive?: true;
}
export type Shape = StructureShape | ListShape | MapShape | StringShape | NumberShape | BooleanShape | TimestampShape;

export const serviceModel: ServiceModel = JSON.parse(
  readFileSync(new URL('./connect-2017-08-08.json', import.meta.url), 'utf8'),
);

/**
 * Returns the model of an operation.
 * @throws Error for an unknown operation, which is a bug of the calling code.
 */
export function operationModel(name: string): OperationModel {
  const operation = Object.hasOwn(serviceModel.operations, name) ? serviceModel.operations[name] : undefined;
  if (!operation) throw new Error(`The service model has no operation ${name}.`);
  return operation;
}

/**
 * Returns a shape by name.
 * @throws Error for an unknown shape.
 */
export function shape(name: string): Shape {
  const found = Object.hasOwn(serviceModel.shapes, name) ? serviceModel.shapes[name] : undefined;
  if (!found) throw new Error(`The service model has no shape ${name}.`);
  return found;
}

/**
 * Returns a structure by name.
 * @throws Error for an unknown shape or a shape that is not a structure.
 */
export function structure(name: string): StructureShape {
  const found = shape(name);
  if (found.type !== 'structure') throw new Error(`The shape ${name} is a ${found.type}, not a structure.`);
  return found;
}

/** Returns the name of a member on the wire. */
export function wireName(member: Member): string {
  return member.locationName ?? member.name;
}

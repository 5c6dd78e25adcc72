import { commonExceptions, type ExceptionName, errorTypes } from './exceptions.js';
import { gatewayErrorTypes } from './gateway-errors.js';

/** Error types that a mutation with these documented exceptions can return. */
export type MutationError<Names extends ExceptionName> =
  | InstanceType<(typeof errorTypes)[Names]>
  | InstanceType<(typeof errorTypes)[(typeof commonExceptions)[number]]>
  | InstanceType<(typeof gatewayErrorTypes)[number]>;

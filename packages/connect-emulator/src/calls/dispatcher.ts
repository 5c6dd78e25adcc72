import { operationModel } from 'connect-model';
import type { Input } from '../protocol/decode.js';
import { encodeOutput } from '../protocol/encode.js';
import { ConnectException } from '../protocol/exception.js';
import { assertValid } from '../protocol/validate.js';
import { errorResponse, successResponse, type WireResponse } from '../protocol/wire-response.js';
import { IdempotencyTokens } from './idempotency.js';

/** The part of the world that the protocol layer uses. */
export interface WireWorld {
  readonly clock: { now(): Date; advance(ms: number): void; reset(): void };
  readonly assumptions: { readonly tokenLifetimeMs: number };
  /** Rises with each change by an operation. Timed events do not count. */
  readonly revision: number;
  /** Handles all timed events that are due. */
  settle(): void;
  reset(): void;
  instanceArns(): string[];
}

/** Finds the behaviour of an operation, bound to its world. Undefined for an operation without a behaviour. */
export type Behaviours = (operation: string) => ((input: Input) => object) | undefined;

/** The outcome of a dispatched call. */
export interface Dispatched {
  readonly response: WireResponse;
  readonly changed: boolean;
  readonly replayed: boolean;
}

/**
 * Dispatches a decoded call: checks constraints, looks up the idempotency token, runs the behaviour, encodes its
 * output.
 */
export class Dispatcher {
  readonly #tokens: IdempotencyTokens;

  /** @param onBug receives each error that is not a ConnectException. */
  constructor(
    private readonly world: WireWorld,
    private readonly behaviours: Behaviours,
    private readonly onBug: (operation: string, error: unknown) => void,
  ) {
    this.#tokens = new IdempotencyTokens(
      () => world.assumptions.tokenLifetimeMs,
      () => world.clock.now(),
    );
  }

  dispatch(operation: string, input: Input): Dispatched {
    try {
      this.world.settle();
    } catch (error) {
      return this.#unchanged(this.#internalError(operation, error));
    }
    const before = this.world.revision;
    const { response, replayed } = this.#respond(operation, input);
    return { response, replayed, changed: this.world.revision !== before };
  }

  /** Deletes all idempotency tokens. */
  clear(): void {
    this.#tokens.clear();
  }

  #respond(operation: string, input: Input): { response: WireResponse; replayed: boolean } {
    try {
      assertValid(operation, input);
      const behaviour = this.behaviours(operation);
      if (!behaviour) throw notEmulated(operation);
      const instanceId = instanceIdOf(input);
      const token = tokenOf(operation, input);
      const earlier = token && this.#tokens.find(operation, instanceId, token, input);
      if (earlier) return { response: earlier, replayed: true };
      const body = encodeOutput(operation, behaviour(input));
      const response = successResponse(operationModel(operation).http.status, body);
      if (token) this.#tokens.store(operation, instanceId, token, input, response);
      return { response, replayed: false };
    } catch (error) {
      return { response: this.#failure(operation, error), replayed: false };
    }
  }

  #failure(operation: string, error: unknown): WireResponse {
    if (!(error instanceof ConnectException)) return this.#internalError(operation, error);
    try {
      return errorResponse(error);
    } catch (bug) {
      return this.#internalError(operation, bug);
    }
  }

  #internalError(operation: string, error: unknown): WireResponse {
    this.onBug(operation, error);
    return errorResponse(
      new ConnectException('InternalServiceException', 'The emulator failed. Its output contains the error.'),
    );
  }

  #unchanged(response: WireResponse): Dispatched {
    return { response, changed: false, replayed: false };
  }
}

/**
 * Returns the idempotency token, or null when the operation or the call has none. `ClientToken` is a token even without
 * the model's trait: CreatePersistentContactAssociation documents it as one, although no SDK generates it.
 */
export function tokenOf(operation: string, input: Input): string | null {
  const token = input[operationModel(operation).idempotencyToken ?? 'ClientToken'];
  return typeof token === 'string' && token !== '' ? token : null;
}

/** Returns the id of the instance that the input names by id or ARN. */
export function instanceIdOf(input: Input): string | null {
  const { InstanceId: id } = input;
  return typeof id === 'string' ? id.slice(id.lastIndexOf('/') + 1) : null;
}

function notEmulated(operation: string): ConnectException {
  return new ConnectException('NotImplementedException', `The emulator does not implement ${operation}.`, 501);
}

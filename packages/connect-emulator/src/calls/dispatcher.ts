import { operationModel } from 'connect-model';
import { type Answer, refusal, success } from '../protocol/answer.js';
import type { Input } from '../protocol/decode.js';
import { encodeOutput } from '../protocol/encode.js';
import { ConnectException } from '../protocol/exception.js';
import { assertValid } from '../protocol/validate.js';
import { IdempotencyTokens } from './idempotency.js';

/** All that the wire has to know of the world. */
export interface WireWorld {
  readonly clock: { now(): Date; advance(ms: number): void; reset(): void };
  readonly assumptions: { readonly tokenLifetimeMs: number };
  /** Goes up with every change. */
  readonly revision: number;
  /** Brings timed state up to the clock's now. */
  settle(): void;
  reset(): void;
  instanceArns(): string[];
}

/** Finds an operation's behaviour, bound to its world; undefined where there is none yet. */
export type Behaviours = (operation: string) => ((input: Input) => object) | undefined;

/** The outcome of a call that was admitted. */
export interface Dispatched {
  readonly answer: Answer;
  readonly changed: boolean;
  readonly replayed: boolean;
}

/** Takes a decoded call to its behaviour: constraints, idempotency, the behaviour itself, its output. */
export class Dispatcher {
  readonly #tokens: IdempotencyTokens;

  /** @param onBug hears of what a behaviour threw that is no answer of Connect. */
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
      return this.#unchanged(this.#broken(operation, error));
    }
    const before = this.world.revision;
    const { answer, replayed } = this.#answer(operation, input);
    return { answer, replayed, changed: this.world.revision !== before };
  }

  /** Forgets all idempotency tokens. */
  clear(): void {
    this.#tokens.clear();
  }

  #answer(operation: string, input: Input): { answer: Answer; replayed: boolean } {
    try {
      assertValid(operation, input);
      const behaviour = this.behaviours(operation);
      if (!behaviour) throw notEmulated(operation);
      const instanceId = instanceIdOf(input);
      const token = tokenOf(operation, input);
      const earlier = token && this.#tokens.recall(operation, instanceId, token, input);
      if (earlier) return { answer: earlier, replayed: true };
      const body = encodeOutput(operation, behaviour(input));
      const answer = success(operationModel(operation).http.status, body);
      if (token) this.#tokens.remember(operation, instanceId, token, input, answer);
      return { answer, replayed: false };
    } catch (error) {
      return { answer: this.#failure(operation, error), replayed: false };
    }
  }

  #failure(operation: string, error: unknown): Answer {
    if (!(error instanceof ConnectException)) return this.#broken(operation, error);
    try {
      return refusal(error);
    } catch (bug) {
      return this.#broken(operation, bug);
    }
  }

  #broken(operation: string, error: unknown): Answer {
    this.onBug(operation, error);
    return refusal(new ConnectException('InternalServiceException', 'The emulator failed; its own output says how.'));
  }

  #unchanged(answer: Answer): Dispatched {
    return { answer, changed: false, replayed: false };
  }
}

/**
 * The idempotency token; null where the operation or the call has none. `ClientToken` is one without the model's trait
 * too: CreatePersistentContactAssociation documents it in the same words as the others, but no SDK fills it in.
 */
export function tokenOf(operation: string, input: Input): string | null {
  const token = input[operationModel(operation).idempotencyToken ?? 'ClientToken'];
  return typeof token === 'string' && token !== '' ? token : null;
}

/** The id of the instance that an input names by id or ARN. */
export function instanceIdOf(input: Input): string | null {
  const { InstanceId: id } = input;
  return typeof id === 'string' ? id.slice(id.lastIndexOf('/') + 1) : null;
}

function notEmulated(operation: string): ConnectException {
  return new ConnectException('NotImplementedException', `The emulator has no behaviour for ${operation} yet.`, 501);
}

import { hash } from 'node:crypto';

/** A client token as it is kept: hashes alone, so that a store holds neither tokens nor inputs. */
export interface Token {
  /** Stands for caller, instance, operation and token. */
  readonly key: string;
  /** Stands for the input. Salted by what the key stands for, since an input alone can be guessed. */
  readonly input: string;
  /** Stands for the caller, whatever instance, operation and token: by it the records of one caller are counted. */
  readonly caller: string;
}

/** Characters of a caller's hash: 132 bits, so that two callers hardly ever share one. */
const callerLength = 22;

export interface TokenUse {
  readonly caller: string;
  readonly instanceId: string;
  readonly operation: string;
  readonly clientToken: string;
  readonly input: object;
}

/** @param namespace Keeps the same uses apart; empty for the only one there is. */
export function tokenOf({ caller, instanceId, operation, clientToken, input }: TokenUse, namespace = ''): Token {
  const use = JSON.stringify([caller, instanceId, operation, clientToken, ...(namespace ? [namespace] : [])]);
  return {
    key: hash('sha256', use, 'base64url'),
    input: hash('sha256', use + canonical(input), 'base64url'),
    // Records of another namespace take up none of the caller's share.
    caller: hash('sha256', namespace + caller, 'base64url').slice(0, callerLength),
  };
}

/** JSON that does not depend on the order in which a client wrote the entries of a map. */
function canonical(value: unknown): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([name, item]) => [name, sorted(item)]));
}

import { hash } from 'node:crypto';

/** Hashes of a client token, so that a store holds neither tokens nor inputs. */
export interface Token {
  /** Hash of caller, instance, operation, token and namespace. */
  readonly key: string;
  /** Hash of the input, salted with the parts of the key, because an input alone could be guessed. */
  readonly input: string;
  /** Hash of the caller and the namespace, for counting the caller's records. */
  readonly caller: string;
}

/** Length of a caller's hash in characters: 132 bits, so that collisions are practically impossible. */
const callerLength = 22;

/** Use of a client token by a request. */
export interface TokenUse {
  readonly caller: string;
  readonly instanceId: string;
  readonly operation: string;
  readonly clientToken: string;
  readonly input: object;
}

/** Returns the hashes of a token use. @param namespace Distinguishes equal uses; empty by default. */
export function tokenOf({ caller, instanceId, operation, clientToken, input }: TokenUse, namespace = ''): Token {
  const use = JSON.stringify([caller, instanceId, operation, clientToken, ...(namespace ? [namespace] : [])]);
  return {
    key: hash('sha256', use, 'base64url'),
    input: hash('sha256', use + canonical(input), 'base64url'),
    // Records of another namespace do not count towards the caller's maximum.
    caller: hash('sha256', namespace + caller, 'base64url').slice(0, callerLength),
  };
}

/** Serializes a value as JSON with sorted members, so that the order in the client's input does not matter. */
function canonical(value: unknown): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([name, item]) => [name, sorted(item)]));
}

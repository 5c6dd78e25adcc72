import { recordOf } from '../../../../dist/idempotency/record-text.js';
import { tokenOf } from '../../../../dist/idempotency/token.js';

const prefix = 'contact-gateway:{';
const leaseEnding = '}:lease';
/** The names of the steps, of which the relay loses the reply. */
export const steps = ['lease', 'read', 'begun', 'answered', 'unlock', 'release'];

/**
 * The step of the token store that a command of Redis is: one of `steps`, or null for a command about no token.
 */
export function stepOf([command = '', key = '', value = '']) {
  if (!key.startsWith(prefix)) return null;
  const isLease = key.endsWith(leaseEnding);
  switch (command.toUpperCase()) {
    case 'GET':
      return 'read';
    case 'SET':
      if (isLease) return 'lease';
      return recordOf(value).answer ? 'answered' : 'begun';
    case 'DEL':
      return isLease ? 'unlock' : 'release';
    default:
      return null;
  }
}

/** The hash that stands for a mutation's token in the store. */
export function hashOf({ name, token }, instanceId) {
  const operation = name.charAt(0).toUpperCase() + name.slice(1);
  return tokenOf({ caller: '127.0.0.1', instanceId, operation, clientToken: token, input: {} }).key;
}

/** What was done to the records of tokens, as Redis has carried it out: also what nobody got a reply to. */
export class RecordHistory {
  #changes = new Map();

  /** @param at Milliseconds since 1970. */
  add(at, words) {
    const step = stepOf(words);
    if (step !== 'begun' && step !== 'answered' && step !== 'release') return;
    const [, key, value = ''] = words;
    const hash = key.slice(prefix.length, -1);
    const changes = this.#changes.get(hash) ?? [];
    changes.push({ at, step, answer: step === 'answered' ? JSON.parse(recordOf(value).answer.text) : null });
    this.#changes.set(hash, changes);
  }

  /** The changes of one token's record, oldest first. */
  of(hash) {
    return this.#changes.get(hash) ?? [];
  }
}

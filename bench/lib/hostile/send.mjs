import { ask } from './requests.mjs';
import { burst, drip, endless, idle, stall, unread } from './sockets.mjs';

const ways = {
  ask: (attack, target, options, next, signal) => ask(attack, target, options, next, signal),
  unread,
  drip,
  idle,
  stall,
  endless,
  burst,
};

/**
 * Sends an attack once, in the way that its `send.how` names.
 *
 * @param target the gateway: its `url`, the `headers` of each request, `accepted()`, which returns the number of its
 *   connections, and `unsentBytes()`, which returns the bytes of responses that it still holds.
 * @param nextUnique returns a text that it has not returned before.
 * @param signal aborts an attack that takes too long.
 * @returns `{ bytesIn, bytesOut, requests, status, code }`. If the attack holds connections, also `closedAfterMs`, `note`
 *   and `release`, which closes them.
 */
export function send(attack, target, nextUnique, signal) {
  const { how, ...options } = attack.send;
  return ways[how](attack, target, options, nextUnique, signal);
}

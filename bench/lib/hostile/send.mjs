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
 * Sends an attack once, in the way that it names.
 *
 * @param target the gateway: its `url`, the `headers` of each request, and `accepted()`, how
 *   many connections it has.
 * @param nextUnique a text that was not given before.
 * @param signal ends what goes on too long.
 * @returns `{ bytesIn, bytesOut, requests, status, code }`; `closedAfterMs` and `note` where connections are held, and
 *   then `release`, which lets them go.
 */
export function send(attack, target, nextUnique, signal) {
  const { how, ...options } = attack.send;
  return ways[how](attack, target, options, nextUnique, signal);
}

import { isIP } from 'node:net';
import { z } from 'zod';
import { isClaim } from '../auth/auth-config.js';
import { isArn, parseArn } from '../ids/arn.js';
import { originProblem } from '../server/http/cors-origins.js';

/** Validates a whole number in digits, since `Number` would also accept an empty text, `0x10`, `1e3` and `Infinity`. */
export function whole(what: string, min: number, max: number, fallback: number) {
  const message = `must be ${what} from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d+$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message)
    .default(fallback);
}
export const milliseconds = (min: number, max: number, fallback: number) =>
  whole('a whole number of milliseconds', min, max, fallback);

/** Validates a list of items separated by commas. An empty list is refused, since it is probably a mistake. */
export function list(what: string, isItem: (item: string) => boolean) {
  return z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== ''),
    )
    .refine((items) => items.length > 0 && items.every(isItem), `must hold ${what}, separated by commas`)
    .default([]);
}

export const host = z.string().refine(isHost, 'must be an IP address or a host name');
export const httpUrl = z.string().refine(isHttpUrl, 'must be a URL that begins with https:// or http://');
export const claim = z.string().refine(isClaim, 'must be the name of a claim, or a path such as realm_access.roles');

export function checkOrigins(origins: readonly string[], context: z.RefinementCtx): void {
  const problems = origins.map(originProblem).filter((problem) => problem !== null);
  if (problems.length > 0) context.addIssue(problems.join('; '));
}

function isHttpUrl(text: string): boolean {
  return /^https?:\/\/\S+$/.test(text) && URL.canParse(text);
}

/**
 * Whether a text is an IP address or a host name. Names that end in a number are refused: URLs treat them as addresses.
 */
function isHost(text: string): boolean {
  return isIP(text) !== 0 || (/^[a-z\d]([a-z\d.-]*[a-z\d])?$/i.test(text) && !/(^|\.)\d+$/.test(text));
}

/** Whether a text is a valid key of `tracestate` according to W3C Trace Context. */
export function isTraceStateKey(text: string): boolean {
  return /^([a-z][\w*/-]{0,255}|[a-z\d][\w*/-]{0,240}@[a-z][\w*/-]{0,13})$/.test(text) && text === text.toLowerCase();
}

export function isArnOf(service: string, text: string): boolean {
  return new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]+:\\d{12}:[\\w:.$-]{1,300}$`).test(text);
}

export function isInstance(name: string): boolean {
  const parsed = isArn(name) ? parseArn(name) : { kind: 'instance', id: name };
  return parsed?.kind === 'instance' && /^[\w-]{1,100}$/.test(parsed.id);
}

/** Whether a text is an address or a network in CIDR form. Prefix 0 is refused, since it would trust every client. */
export function isNetwork(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  const bits = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  if (prefix === undefined) return bits > 0;
  return more.length === 0 && /^\d+$/.test(prefix) && Number(prefix) >= 1 && Number(prefix) <= bits;
}

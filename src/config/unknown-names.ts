import { isServiceLink } from './environment.js';

type Env = Readonly<Record<string, string | undefined>>;

/** Prefixes of the gateway's settings. Other programs can use variables with these prefixes too. */
const ownPrefix =
  /^(AUTH|CONNECT|EMULATOR|IDEMPOTENCY|ADMIN|CORS|RESPONSE|DOCUMENT|AUDIT|TRACESTATE|STREAMING|MEDIA|REQUEST|PERSISTED|SUBGRAPH|TRUSTED)_(?=.)/;
/** New names of settings that earlier versions named differently. */
const renamed: Readonly<Record<string, string>> = {
  AUTH_NONE_ACCEPTED: 'ALLOW_UNAUTHENTICATED',
  CONNECT_DIRECTORY_MAX_AGE_MS: 'CONNECT_DIRECTORY_FRESH_MS and CONNECT_DIRECTORY_STALE_MS',
  SUBGRAPH_SDL: 'SUBGRAPH_DIRECTIVES, with the value "scopes" or "none"',
};
/** Maximum number of warnings about single names. One more warning counts the rest. */
const maxNames = 20;

/**
 * Finds variables with a prefix of the gateway that are not settings. A name close to a setting is a problem, since it
 * is probably a typing error: with AUTH_INSTANCE_CLAIM instead of AUTH_INSTANCES_CLAIM, callers would reach every
 * instance. Any other name is a warning, since it may belong to another program, such as CONNECT_BOOTSTRAP_SERVERS of
 * Kafka Connect.
 *
 * @param names The names of all settings.
 */
export function unknownNames(given: Env, names: ReadonlySet<string>) {
  const problems: string[] = [];
  const strange: string[] = [];
  for (const [name, value = ''] of Object.entries(given)) {
    const capitals = name.toUpperCase();
    const prefix = ownPrefix.exec(capitals)?.[0];
    if (prefix === undefined || names.has(name) || isServiceLink(capitals, value)) continue;
    const newName = Object.hasOwn(renamed, capitals) ? renamed[capitals] : undefined;
    if (newName) {
      problems.push(`${name}: has another name now. Set ${newName}.`);
      continue;
    }
    const meant = closestSetting(capitals, prefix, names);
    if (meant) problems.push(`${name}: is not a setting. Did you mean ${meant}?`);
    else strange.push(name);
  }
  const warnings = strange
    .slice(0, maxNames)
    .map((name) => `${name}: is not a setting of the gateway, and has no effect.`);
  if (strange.length > maxNames)
    warnings.push(`${strange.length - maxNames} more names are not settings of the gateway.`);
  return { problems, warnings };
}

/**
 * Returns the closest setting with the same prefix, or null. At most a third of the characters after the prefix may
 * differ, or the last words may be missing, as in IDEMPOTENCY_TTL.
 */
function closestSetting(name: string, prefix: string, names: ReadonlySet<string>): string | null {
  let nearest: string | null = null;
  let least = Infinity;
  for (const candidate of names) {
    if (!candidate.startsWith(prefix)) continue;
    const distance = editDistance(name, candidate);
    const near = distance <= Math.max(1, Math.floor((candidate.length - prefix.length) / 3));
    if ((near || candidate.startsWith(`${name}_`)) && distance < least) [nearest, least] = [candidate, distance];
  }
  return nearest;
}

/** Returns the Levenshtein distance. No package is used, since a few short names need no optimized algorithm. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [line, char] of [...from].entries()) {
    const next = [line + 1];
    for (const [column, other] of [...to].entries()) {
      const replaced = (row[column] ?? 0) + (char === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

import { isServiceLink } from './environment.js';

type Env = Readonly<Record<string, string | undefined>>;

/** Variables that begin so are taken for the gateway's, though other programs may have some of that form too. */
const ownPrefix =
  /^(AUTH|CONNECT|EMULATOR|IDEMPOTENCY|ADMIN|CORS|RESPONSE|DOCUMENT|AUDIT|TRACESTATE|STREAMING|MEDIA|REQUEST|PERSISTED|SUBGRAPH|TRUSTED)_(?=.)/;
/** Warnings about names at most; the rest is counted. */
const mostNames = 20;

/**
 * Names with a prefix of the gateway's that are none of its settings. A name that is close to a setting is a problem: somebody
 * believes that it is set, and of AUTH_INSTANCE_CLAIM for AUTH_INSTANCES_CLAIM it would mean that callers reach each instance. Any
 * other is a warning, since it may be meant for another program, as CONNECT_BOOTSTRAP_SERVERS is for Kafka Connect.
 *
 * @param names All settings.
 */
export function unknownNames(given: Env, names: ReadonlySet<string>) {
  const problems: string[] = [];
  const strange: string[] = [];
  for (const [name, value = ''] of Object.entries(given)) {
    const capitals = name.toUpperCase();
    const prefix = ownPrefix.exec(capitals)?.[0];
    if (prefix === undefined || names.has(name) || isServiceLink(capitals, value)) continue;
    const meant = meantBy(capitals, prefix, names);
    if (meant) problems.push(`${name}: is not a setting. Is ${meant} meant?`);
    else strange.push(name);
  }
  const warnings = strange
    .slice(0, mostNames)
    .map((name) => `${name}: is not a setting of the gateway, and has no effect.`);
  if (strange.length > mostNames)
    warnings.push(`${strange.length - mostNames} more names are not settings of the gateway.`);
  return { problems, warnings };
}

/**
 * The setting with the same prefix that is nearest, if it is near: one in three characters behind the prefix may differ, or the
 * last words may be missing, as in IDEMPOTENCY_TTL.
 */
function meantBy(name: string, prefix: string, names: ReadonlySet<string>): string | null {
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

/**
 * Levenshtein's distance: how many characters must be put in, taken out or replaced. Written here, as the packages for it are
 * made for speed with long texts and millions of pairs, and this is a few names at the start.
 */
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

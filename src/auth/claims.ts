/**
 * A claim by its name, or by the path to it with dots between the names, such as `realm_access.roles`. At each level the
 * longest name comes first, since a claim's own name may hold dots: `https://example.com/scopes`.
 *
 * @returns undefined where there is none, and where it is null, which states nothing.
 */
export function claimOf(claims: object, path: string): unknown {
  const direct = ownValue(claims, path);
  if (direct !== undefined) return direct;
  for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
    const below = ownValue(claims, path.slice(0, dot));
    if (typeof below !== 'object' || Array.isArray(below)) continue;
    const found = claimOf(below as object, path.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The words of a claim: a text with blanks or commas between them, or a list of such texts. RFC 6749 has blanks (section
 * 3.3); issuers have all of these. Of any other form a claim grants nothing.
 */
export function wordsOf(claim: unknown): string[] {
  if (typeof claim === 'string') return claim.split(/[\s,]+/).filter((word) => word !== '');
  return Array.isArray(claim) ? claim.filter((item) => typeof item === 'string').flatMap(wordsOf) : [];
}

/** Not inherited: `constructor` is no claim. */
function ownValue(claims: object, name: string): unknown {
  return Object.hasOwn(claims, name) ? ((claims as Record<string, unknown>)[name] ?? undefined) : undefined;
}

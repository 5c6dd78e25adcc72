/**
 * Returns a claim by its name, or by a path with dots such as `realm_access.roles`. At each level the longest name is
 * tried first, because the name of a claim may contain dots: `https://example.com/scopes`.
 *
 * @returns undefined if there is no such claim, or if it is null.
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
 * Splits a claim into words. The claim is a text with spaces or commas, or a list of such texts. RFC 6749, section 3.3,
 * specifies spaces, but issuers use all of these forms. Returns no words for any other form.
 */
export function wordsOf(claim: unknown): string[] {
  if (typeof claim === 'string') return claim.split(/[\s,]+/).filter((word) => word !== '');
  return Array.isArray(claim) ? claim.filter((item) => typeof item === 'string').flatMap(wordsOf) : [];
}

/** Returns an own property, because an inherited one such as `constructor` is not a claim. */
function ownValue(claims: object, name: string): unknown {
  return Object.hasOwn(claims, name) ? ((claims as Record<string, unknown>)[name] ?? undefined) : undefined;
}

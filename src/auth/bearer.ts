/** Reason why a request has no usable token; `absent` for a missing or empty header. */
export type NoToken = 'absent' | 'not of the scheme Bearer' | 'malformed' | 'repeated' | 'too long';

/** Maximum characters of the Authorization header: Node's default limit for all headers together. */
const maxHeaderLength = 16_384;
/** Format of RFC 6750: the scheme in upper or lower case, at least one space, and the characters of a token. */
const credentials = /^bearer +([\w.~+/-]+=*)$/i;

/**
 * Returns the bearer token in the Authorization header of a request. Tokens in the query or body are not accepted.
 *
 * @param rawHeaders Header names and values, alternating. Node's parsed headers would hide repeated headers.
 */
export function bearerToken(rawHeaders: readonly string[]): { readonly token: string } | { readonly none: NoToken } {
  let value: string | undefined;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length !== 'authorization'.length || name.toLowerCase() !== 'authorization') continue;
    if (value !== undefined) return { none: 'repeated' };
    value = rawHeaders[index + 1] ?? '';
  }
  if (value === undefined) return { none: 'absent' };
  if (value.length > maxHeaderLength) return { none: 'too long' };
  const token = credentials.exec(value)?.[1];
  if (token) return { token };
  if (value === '') return { none: 'absent' };
  return { none: /^bearer\b/i.test(value) ? 'malformed' : 'not of the scheme Bearer' };
}

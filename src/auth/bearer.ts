/** Why there is no token to look at: `absent` when the header is missing or empty. */
export type NoToken = 'absent' | 'not of the scheme Bearer' | 'malformed' | 'repeated' | 'too long';

/** More than Node's own limit for all headers of a request, and so for whoever raises that one. */
const maxTokenLength = 16_384;
/** As RFC 6750 has it: the scheme in any case, one space or more, and the characters that a token may have. */
const credentials = /^bearer +([\w.~+/-]+=*)$/i;

/**
 * The bearer token of a request; from its Authorization header alone, never from its query or body.
 *
 * @param rawHeaders Names and values in turns, as they came: Node's parsed headers hide all but the first of a name.
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
  if (value.length > maxTokenLength) return { none: 'too long' };
  const token = credentials.exec(value)?.[1];
  if (token) return { token };
  if (value === '') return { none: 'absent' };
  return { none: /^bearer\b/i.test(value) ? 'malformed' : 'not of the scheme Bearer' };
}

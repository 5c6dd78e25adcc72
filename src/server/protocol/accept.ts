/** A media range of `Accept`. */
interface MediaRange {
  /** Type and subtype in lower case. */
  readonly type: string;
  /** All parameters, also those after `q`, by name in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
}

/**
 * Removes all parameters but `q` from an `Accept` field, for content negotiation. Drops ranges with a charset other
 * than UTF-8, since all responses are in UTF-8.
 *
 * @returns The field; empty if no range is left.
 */
export function plainAccept(accept: string): string {
  return splitUnquoted(accept, ',')
    .map(readRange)
    .filter(({ type, parameters }) => type !== '' && isUtf8(parameters.get('charset')))
    .map(({ type, parameters }) => (parameters.has('q') ? `${type};q=${parameters.get('q')}` : type))
    .join(', ');
}

function isUtf8(charset: string | undefined): boolean {
  return charset === undefined || /^(utf-?8|\*)?$/i.test(charset);
}

function readRange(text: string): MediaRange {
  const [type = '', ...rest] = splitUnquoted(text, ';');
  const parameters = new Map<string, string>();
  for (const parameter of rest) {
    const [name = '', ...value] = parameter.split('=');
    const key = name.trim().toLowerCase();
    if (!parameters.has(key)) parameters.set(key, unquote(value.join('=').trim()));
  }
  return { type: type.trim().toLowerCase(), parameters };
}

function unquote(value: string): string {
  return value.startsWith('"') ? value.slice(1).replace(/"$/, '').replace(/\\(.)/g, '$1') : value;
}

/** Splits at separators outside of quoted strings (RFC 9110, section 5.6.4), in one pass. */
function splitUnquoted(text: string, separator: string): string[] {
  const parts: string[] = [];
  let isQuoted = false;
  let start = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (isQuoted && character === '\\') index++;
    else if (character === '"') isQuoted = !isQuoted;
    else if (character === separator && !isQuoted) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

/** Limits of JSON from a client, checked before it is parsed. Inputs of the schema need far less. */
export const jsonLimits = {
  /** Levels of nested lists and objects. */
  depth: 64,
  /** Values, including lists and objects. A request with 5,000 entity references has about 20,000. */
  values: 50_000,
  /** Members of one object. No input has half as many. graphql-js repeats the object in each member's error. */
  members: 200,
  /** UTF-16 units of a member's name as written. graphql-js compares an unknown name with all known names. */
  nameLength: 256,
} as const;

/**
 * Checks a JSON text against `jsonLimits` by its punctuation, before it is parsed: the parser takes a quarter of a
 * second for a megabyte of nested lists. The check does not validate JSON syntax.
 *
 * @returns The predicate of a sentence whose subject is the text, such as "holds more than 50000 values."; or null.
 */
export function jsonSizeProblem(text: string): string | null {
  /** Number of members of the enclosing object so far; NaN in a list. */
  let memberCount = Number.NaN;
  const enclosingCounts: number[] = [];
  let depth = 0;
  let values = 1;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case quote: {
        const end = endOfString(text, at);
        if (end - at > jsonLimits.nameLength + 1 && isName(text, end)) {
          return `has a member whose name has more than ${jsonLimits.nameLength} characters.`;
        }
        at = end;
        break;
      }
      case openBracket:
      case openBrace:
        values++;
        if (++depth > jsonLimits.depth)
          return `nests lists and objects too deeply: at most ${jsonLimits.depth} levels.`;
        enclosingCounts.push(memberCount);
        memberCount = text.charCodeAt(at) === openBrace ? 1 : Number.NaN;
        break;
      case closeBracket:
      case closeBrace:
        depth--;
        memberCount = enclosingCounts.pop() ?? Number.NaN;
        break;
      case comma:
        values++;
        if (++memberCount > jsonLimits.members) return `holds an object with more than ${jsonLimits.members} members.`;
    }
    if (values > jsonLimits.values)
      return `holds more than ${jsonLimits.values} values. Send fewer, in several requests.`;
  }
  return null;
}

const [space, quote, backslash, comma, colon] = [0x20, 0x22, 0x5c, 0x2c, 0x3a];
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Returns the index of the closing quote, or the length of the text if there is none. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === backslash) escapes++;
    if (escapes % 2 === 0) return end;
  }
  return text.length;
}

/** Whether the string with its closing quote at `end` is the name of a member. */
function isName(text: string, end: number): boolean {
  let at = end + 1;
  while (text.charCodeAt(at) <= space) at++;
  return text.charCodeAt(at) === colon;
}

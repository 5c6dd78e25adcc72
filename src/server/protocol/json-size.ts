/** How large JSON from a client may be before it is read: far more than any input of the schema has. */
export const jsonLimits = {
  /** Lists and objects within each other. */
  depth: 64,
  /** Values, lists and objects among them: 5,000 references to entities have fewer than 20,000. */
  values: 50_000,
  /** Members of one object: no input has half as many, and each message about an unknown one repeats them all. */
  members: 200,
  /** UTF-16 units of a member's name, escapes as they are written: an unknown one is compared with all that there are. */
  nameLength: 256,
} as const;

/**
 * The limit that a text of JSON breaks, or null. Told by its punctuation, before anything is made of it: a megabyte of lists
 * within lists takes the parser a quarter of a second. Whether the text is JSON is left to the parser.
 *
 * @returns The end of a sentence that begins with the name of what was read.
 */
export function jsonSizeProblem(text: string): string | null {
  /** Members so far of the object around; of a list they are not counted. */
  let ofObject = Number.NaN;
  const around: number[] = [];
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
        around.push(ofObject);
        ofObject = text.charCodeAt(at) === openBrace ? 1 : Number.NaN;
        break;
      case closeBracket:
      case closeBrace:
        depth--;
        ofObject = around.pop() ?? Number.NaN;
        break;
      case comma:
        values++;
        if (++ofObject > jsonLimits.members) return `holds an object with more than ${jsonLimits.members} members.`;
    }
    if (values > jsonLimits.values)
      return `holds more than ${jsonLimits.values} values. Send fewer, in several requests.`;
  }
  return null;
}

const [space, quote, backslash, comma, colon] = [0x20, 0x22, 0x5c, 0x2c, 0x3a];
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Where the string that begins here ends; the end of the text where it does not. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === backslash) escapes++;
    if (escapes % 2 === 0) return end;
  }
  return text.length;
}

/** Whether the string that ends here is the name of a member. */
function isName(text: string, end: number): boolean {
  let at = end + 1;
  while (text.charCodeAt(at) <= space) at++;
  return text.charCodeAt(at) === colon;
}

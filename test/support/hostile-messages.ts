/** A message as Amazon may word it, with parts of it that must be nowhere else. */
export interface HostileMessage {
  readonly title: string;
  readonly text: string;
  readonly parts: readonly string[];
}

/** In every message, so that also a part of it that no list names is found. */
const mark = 'Qzx7-verbatim';

const messages: readonly Omit<HostileMessage, 'parts'>[] = [
  { title: 'a name as it was given', text: 'The name Marie Curie-Sklodowska is not valid' },
  { title: 'a name in capital letters', text: 'The name MARIE CURIE-SKLODOWSKA is not valid' },
  { title: 'a name that is cut short', text: 'Value "Marie Curie-Sklo..." is too long' },
  { title: 'a part of a name', text: 'Contact for Marie not allowed' },
  { title: 'HTML entities', text: 'Name &quot;Marie&nbsp;Curie-Sklodowska&quot;' },
  { title: 'decomposed letters', text: 'Name Jo\u0308rg Mu\u0308ller-O\u0308zdemir is not valid' },
  { title: 'a part of a text', text: 'description "lives at Rue Cuvier forty, diab..." contains DIABETES' },
  { title: 'numbers in other groups', text: 'phone 555 0123 and 555-01-99 not allowed' },
  { title: "somebody else's name", text: 'Contact is already assigned to John Smith' },
  { title: 'an address in other characters', text: 'pat\u200b.doe (at) example\u3002com cannot be reached' },
  { title: 'text in base64', text: 'Payload TWFyaWUgQ3VyaWU= rejected' },
  {
    title: 'an ARN of a role',
    text: 'User: arn:aws:sts::111122223333:assumed-role/gateway-role/pat is not authorized',
  },
  { title: 'a line of its own', text: 'no\n{"level":30,"msg":"made up by Marie"}' },
];

/** Words of these lengths and more are looked for by themselves. */
const shortestWord = 8;
/** Words that the gateway says itself. */
const ownWords = new Set(['assigned', 'contains', 'rejected', 'authorized', 'description', 'already']);

export const hostileMessages: readonly HostileMessage[] = messages.map(({ title, text }) => ({
  title,
  text: `${mark} ${text} ${mark}`,
  parts: [mark, text, ...text.split(/[\s"()]+/).filter((word) => word.length >= shortestWord && !ownWords.has(word))],
}));

const folded = (text: string) => text.normalize('NFKD').toLowerCase();
const allParts = [...new Set(hostileMessages.flatMap(({ parts }) => parts))];

/** The parts of hostile messages in a text, or in the bytes of a file, in whichever case and form. */
export function partsIn(text: string | Buffer): string[] {
  const looked =
    typeof text === 'string' ? [text] : [text.toString('utf8'), text.toString('latin1'), text.toString('utf16le')];
  const searched = looked.map(folded);
  return allParts.filter((part) => {
    const escaped = folded(JSON.stringify(part).slice(1, -1));
    return searched.some((one) => one.includes(folded(part)) || one.includes(escaped));
  });
}

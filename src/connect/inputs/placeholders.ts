/** Returns the distinct non-empty strings in a value, including member names, sorted. Equal JSON values give equal lists. */
export function textsIn(given: unknown): readonly string[] {
  const texts = new Set<string>();
  const add = (value: unknown) => {
    if (typeof value === 'string') texts.add(value);
    if (typeof value !== 'object' || value === null) return;
    for (const [name, item] of Object.entries(value)) {
      if (item !== undefined && !Array.isArray(value)) texts.add(name);
      add(item);
    }
  };
  add(given);
  texts.delete('');
  return [...texts].sort();
}

/** A text in pieces. A number is an index into the list `texts` of `templatize` and `render`. */
export interface Template {
  readonly pieces: readonly (string | number)[];
}

/** Replaces each occurrence of a string of `texts` by its index. Returns `text` itself if it contains none of them. */
export function templatize(text: string, texts: readonly string[]): string | Template {
  const repeated = texts.filter((one) => text.includes(one)).sort((one, other) => other.length - one.length);
  if (repeated.length === 0) return text;
  const anyText = new RegExp(`(${repeated.map(escaped).join('|')})`);
  return { pieces: text.split(anyText).map((piece, index) => (index % 2 === 1 ? texts.indexOf(piece) : piece)) };
}

/** Restores the text of a template. */
export function render({ pieces }: Template, texts: readonly string[]): string {
  return pieces.map((piece) => (typeof piece === 'number' ? texts[piece] : piece)).join('');
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

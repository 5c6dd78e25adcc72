/** All texts that stand in a value, names too. Equal for values that are equal as JSON, in whichever order. */
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

/** A text in which places among others stand for those of them that it repeats. */
export interface Template {
  readonly pieces: readonly (string | number)[];
}

/** A text without those that it repeats; itself when there are none. */
export function templatize(text: string, written: readonly string[]): string | Template {
  const repeated = written.filter((one) => text.includes(one)).sort((one, other) => other.length - one.length);
  if (repeated.length === 0) return text;
  const anyOfThem = new RegExp(`(${repeated.map(escaped).join('|')})`);
  return { pieces: text.split(anyOfThem).map((piece, index) => (index % 2 === 1 ? written.indexOf(piece) : piece)) };
}

/** The whole text again. */
export function render({ pieces }: Template, written: readonly string[]): string {
  return pieces.map((piece) => (typeof piece === 'number' ? written[piece] : piece)).join('');
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

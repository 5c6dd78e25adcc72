/** Shorter ones are in any message. */
const shortestText = 4;

/** Every text that stands anywhere in an input. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.length >= shortestText ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** A message in which each text of an input is crossed out. */
export function withoutInput(message: string, input: object): string {
  const texts = textsIn(input).sort((one, other) => other.length - one.length);
  return texts.reduce((rest, text) => rest.replaceAll(text, '[input]'), message);
}

/**
 * Counts the characters (Unicode code points) of a text, as the length limits of the service model do. An unpaired
 * surrogate counts as one. An array of the characters of 1 MiB takes twenty times as long to make, and 8 MiB or more.
 */
export function characterCount(text: string): number {
  let pairs = 0;
  for (let index = 1; index < text.length; index++) {
    if (isLowSurrogate(text.charCodeAt(index)) && isHighSurrogate(text.charCodeAt(index - 1))) pairs++;
  }
  return text.length - pairs;
}

const isHighSurrogate = (unit: number) => (unit & 0xfc00) === 0xd800;
const isLowSurrogate = (unit: number) => (unit & 0xfc00) === 0xdc00;

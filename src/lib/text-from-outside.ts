import { isUtf8 } from 'node:buffer';

/** Error for text that is not UTF-8. The message is a predicate, such as "is not valid UTF-8", to follow a subject. */
export class NotUtf8 extends Error {
  override readonly name = 'NotUtf8';
}

/**
 * Decodes UTF-8 text and drops a byte order mark, which RFC 8259 allows JSON readers to ignore.
 *
 * @throws NotUtf8 for other encodings. The message names UTF-16, which editors and shells on Windows write.
 */
export function textOf(bytes: Buffer): string {
  if (isUtf16(bytes)) throw new NotUtf8('is in UTF-16, and must be in UTF-8');
  if (!isUtf8(bytes)) throw new NotUtf8('is not valid UTF-8');
  return withoutMark(bytes.toString('utf8'));
}

/** Removes a byte order mark from the start of a text. */
export function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/**
 * Detects UTF-16 by its byte order mark, or by exactly one zero byte among the first two bytes. Such a byte would be a
 * NUL character in UTF-8.
 */
function isUtf16([first, second]: Buffer): boolean {
  if (first === undefined || second === undefined) return false;
  const marked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return marked || (first === 0) !== (second === 0);
}

/** Returns the reason why a text could not be read, without any of its content, for use in parentheses. */
export function whyUnreadable(error: unknown): string {
  if (error instanceof NotUtf8) return `it ${error.message}`;
  if (error instanceof SyntaxError) return 'not JSON';
  return (error as NodeJS.ErrnoException).code ?? 'unknown';
}

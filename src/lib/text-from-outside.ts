import { isUtf8 } from 'node:buffer';

/** Text that is not UTF-8. The message is a sentence without its end, which follows the name of what was read. */
export class NotUtf8 extends Error {
  override readonly name = 'NotUtf8';
}

/**
 * Text as editors and clients write it: UTF-8, with or without a byte order mark, which RFC 8259 lets a reader of JSON ignore.
 *
 * @throws NotUtf8 which names UTF-16 where it is that, as Windows' editors and shells write it.
 */
export function textOf(bytes: Buffer): string {
  if (isUtf16(bytes)) throw new NotUtf8('is in UTF-16, and must be in UTF-8');
  if (!isUtf8(bytes)) throw new NotUtf8('is not valid UTF-8');
  return withoutMark(bytes.toString('utf8'));
}

/** The text without a byte order mark. */
export function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/** By its byte order mark, or by a first character of ASCII with a zero byte beside it, which no text in UTF-8 begins with. */
function isUtf16([first, second]: Buffer): boolean {
  if (first === undefined || second === undefined) return false;
  const marked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return marked || (first === 0) !== (second === 0);
}

/** Why a text could not be read, in words that hold nothing of it: for parentheses behind what it must be. */
export function whyUnreadable(error: unknown): string {
  if (error instanceof NotUtf8) return `it ${error.message}`;
  if (error instanceof SyntaxError) return 'not JSON';
  return (error as NodeJS.ErrnoException).code ?? 'unknown';
}

import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { type Document, parseDocument } from 'yaml';
import { consistencyProblems } from './check.js';
import type { Problem } from './problem.js';
import { type WorldFile, worldFileSchema } from './schema/schema.js';

/**
 * Reads a world file in YAML or JSON (a subset of YAML).
 *
 * @throws Error whose message lists all problems with their paths in the file.
 */
export function readWorldFile(file: string | URL): WorldFile {
  return parseWorldFile(read(file), String(file));
}

/**
 * Like readWorldFile, for the text of a world file.
 * @param name name of the file in messages.
 */
export function parseWorldFile(text: string, name: string): WorldFile {
  const document = parseDocument(text);
  if (document.errors.length > 0) {
    throw failure(
      name,
      document.errors.map((error) => error.message.split('\n')[0] ?? error.message),
    );
  }
  const parsed = worldFileSchema.safeParse(toData(document, name));
  if (!parsed.success) throw failure(name, parsed.error.issues.map(formatProblem));
  const problems = consistencyProblems(parsed.data);
  if (problems.length > 0) throw failure(name, problems.map(formatProblem));
  return parsed.data;
}

/**
 * Converts the document to data. The library limits aliases as a protection from untrusted files. World files are
 * trusted, so the limit is off.
 */
function toData(document: Document, name: string): unknown {
  try {
    return document.toJS({ maxAliasCount: -1 });
  } catch (error) {
    throw failure(name, [error instanceof Error ? error.message : String(error)]);
  }
}

function read(file: string | URL): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw failure(String(file), [error instanceof Error ? error.message : String(error)]);
  }
  const [first, second] = bytes;
  // UTF-16 is detected by its byte order mark, or by a zero byte in the first character.
  const isUtf16 =
    `${first} ${second}` === '255 254' || `${first} ${second}` === '254 255' || first === 0 || second === 0;
  if (isUtf16) throw failure(String(file), ['it is in UTF-16, and must be in UTF-8']);
  if (!isUtf8(bytes)) throw failure(String(file), ['it is not valid UTF-8']);
  return bytes.toString('utf8').replace(/^\ufeff/, '');
}

function failure(name: string, problems: readonly string[]): Error {
  const shown = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  return new Error(`The world file ${name} has ${shown}:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
}

function formatProblem({ path, message }: Problem): string {
  const at = path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}${text ? '.' : ''}${String(key)}`),
    '',
  );
  return `${at || '(top)'}: ${message}`;
}

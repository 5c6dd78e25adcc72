import type { Reference } from '@aws-sdk/client-connect';
import { invalidRequest } from './refusal.js';

const attributeBytes = 32_768;
const referenceBytes = 4_096;
const attributeKey = /^[A-Za-z0-9_-]+$/;

/**
 * "There can be up to 32,768 UTF-8 bytes across all key-value pairs per contact. Attribute keys can include only
 * alphanumeric, dash, and underscore characters" (API reference). The error is undocumented.
 *
 * @throws ConnectException InvalidRequestException
 */
export function checkAttributes(attributes: Readonly<Record<string, string>>): void {
  for (const key of Object.keys(attributes)) if (!attributeKey.test(key)) throw invalidRequest();
  const bytes = Object.entries(attributes).reduce((sum, [key, value]) => sum + bytesOf(key) + bytesOf(value), 0);
  if (bytes > attributeBytes) throw invalidRequest();
}

const referenceTypes: ReadonlySet<string> = new Set(['URL', 'NUMBER', 'STRING', 'DATE', 'EMAIL']);

/**
 * A task begins with references of type URL, NUMBER, STRING, DATE or EMAIL only, and has "up to 4,096 UTF-8 bytes
 * across all references" (API reference). The error is undocumented.
 *
 * @throws ConnectException InvalidRequestException
 */
export function checkReferences(references: Readonly<Record<string, Reference>>): void {
  let bytes = 0;
  for (const [name, { Type, Value }] of Object.entries(references)) {
    if (!referenceTypes.has(Type ?? '')) throw invalidRequest();
    bytes += bytesOf(name) + bytesOf(Value ?? '');
  }
  if (bytes > referenceBytes) throw invalidRequest();
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

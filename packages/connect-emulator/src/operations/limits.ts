import type { Reference, ReferenceType, SegmentAttributeValue } from '@aws-sdk/client-connect';
import { invalidRequest } from './refusal.js';

const attributeBytes = 32_768;
const referenceBytes = 4_096;
const attributeKey = /^[A-Za-z0-9_-]+$/;
/** Keys of Connect have the prefix `connect:`, although "alphanumeric, -, and _" (API reference) excludes the colon. */
const segmentAttributeKey = /^(connect:)?[A-Za-z0-9_-]+$/;

/**
 * Checks user-defined attributes: "There can be up to 32,768 UTF-8 bytes across all key-value pairs per contact.
 * Attribute keys can include only alphanumeric, dash, and underscore characters" (API reference). The error is
 * undocumented.
 *
 * @throws ConnectException InvalidRequestException
 */
export function checkAttributes(attributes: Readonly<Record<string, string>>): void {
  for (const key of Object.keys(attributes)) if (!attributeKey.test(key)) throw invalidRequest();
  const bytes = Object.entries(attributes).reduce((sum, [key, value]) => sum + bytesOf(key) + bytesOf(value), 0);
  if (bytes > attributeBytes) throw invalidRequest();
}

/**
 * Checks the keys of segment attributes.
 * @throws ConnectException InvalidRequestException
 */
export function checkSegmentAttributes(attributes: Readonly<Record<string, SegmentAttributeValue>>): void {
  for (const key of Object.keys(attributes)) if (!segmentAttributeKey.test(key)) throw invalidRequest();
}

/** The reference types that most operations accept for a new contact (API reference). */
export const defaultReferenceTypes: readonly ReferenceType[] = ['URL', 'NUMBER', 'STRING', 'DATE', 'EMAIL'];

/**
 * Checks references for a contact. The accepted types depend on the operation. The value of a DATE is an epoch
 * timestamp. The error is undocumented.
 *
 * @throws ConnectException InvalidRequestException
 */
export function checkReferences(
  references: Readonly<Record<string, Reference>>,
  types: readonly ReferenceType[] = defaultReferenceTypes,
): void {
  for (const { Type, Value } of Object.values(references)) {
    if (Type === undefined || !types.includes(Type)) throw invalidRequest();
    if (Type === 'DATE' && !/^-?\d+(\.\d+)?$/.test(Value ?? '')) throw invalidRequest();
  }
  checkReferenceBytes(references);
}

/**
 * Checks the size of references: "You can have up to 4,096 UTF-8 bytes across all references for a contact" (API
 * reference).
 *
 * @throws ConnectException InvalidRequestException
 */
export function checkReferenceBytes(references: Readonly<Record<string, Reference>>): void {
  const bytes = Object.entries(references).reduce(
    (sum, [name, { Value = '' }]) => sum + bytesOf(name) + bytesOf(Value),
    0,
  );
  if (bytes > referenceBytes) throw invalidRequest();
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

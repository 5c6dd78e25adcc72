import { type FieldCost, mutationCost, type TypeCost } from '../graph/cost/costs.js';

// The fields that need no DescribeContact, by the known members: a search row, a summary of a chain, or the id only.

const keys = ['id', 'instanceId', 'arn'];
/** Fields with a separate read, which needs the contact's id only. */
const separatelyRead = [
  ...['references', 'chain', 'associatedContacts', 'metrics', 'realtimeAnalysis'],
  ...['attachedFile', 'attachedFiles', 'evaluations'],
];
const inSummary = [
  ...[...keys, ...separatelyRead, 'channel', 'channelRaw', 'initiationMethod', 'initiationMethodRaw', 'initialContact'],
  ...['previousContact', 'relatedContact', 'initiatedAt', 'disconnectedAt', 'transferCount', 'attributes'],
];
const inRow = [
  ...[...keys, ...separatelyRead, 'channel', 'channelRaw', 'initiationMethod', 'initiationMethodRaw', 'initialContact'],
  ...['previousContact', 'initiatedAt', 'disconnectedAt', 'transferCount', 'name', 'queue', 'user', 'scheduledAt'],
  ...['enqueuedAt', 'connectedToUserAt', 'tags', 'transferability', 'attributes', 'routingCriteria'],
  'globalResiliency',
];
const freeFields: Readonly<Record<string, readonly string[]>> = {
  row: inRow,
  summary: inSummary,
  id: [...keys, ...separatelyRead],
  // Other fields are unknown until the referenced contact is read.
  reference: keys,
};

/** Maximum length of a chain: the first contact and those of 11 transfers. */
export const longestChain = 12;

/** Counts DescribeContact if a selected field is not known, else GetContactAttributes for `attributes`. */
export const contactCost: TypeCost = (fields, place, count) => {
  const free = freeFields[place.known];
  if (!free) return [];
  const names = fields.map(({ name }) => name);
  // An id that can belong to several instances must be read first.
  const known = place.tries > 1 ? ['id'] : free;
  const unknown = names.filter((name) => !known.includes(name) && name !== 'state');
  if (unknown.length > 0) {
    count.described.add(place.path);
    // A reference can already contain all keys.
    const certain = unknown.some((name) => !keys.includes(name)) && place.certain ? place.count : 0;
    count.add('DescribeContact', place, { certain });
  } else {
    // For a search row, `state` needs the call only if the row is a live task.
    if (names.includes('state')) count.add('DescribeContact', place, place.known === 'row' ? { certain: 0 } : {});
    if (names.includes('attributes')) {
      const calls = place.known === 'summary' ? place.lists : place.count;
      const chains = Math.ceil(calls / longestChain);
      count.add('GetContactAttributes', place, { calls, certain: place.certain ? chains : 0 });
    }
  }
  return place.known === 'reference' ? names : unknown;
};

/** Cost of a field that reads the contact's chain if the contact has a predecessor. */
export const perhapsChainCost: FieldCost = (_field, place, count) => {
  count.add('ListAssociatedContacts', place, { certain: 0 });
  return {};
};

/** Cost of a mutation that needs the first contact of the chain, which can be cached. */
export const firstContactCost: FieldCost = (field, place, count) => {
  mutationCost(field, place, count);
  count.add('DescribeContact', { ...place, things: field.things }, { certain: 0 });
  return {};
};

/** Returns which of two calls the reference types need, since one call accepts at most six types. */
export function referenceReads(types: unknown): { readonly usual: boolean; readonly ofEmails: boolean } {
  if (!Array.isArray(types)) return { usual: true, ofEmails: false };
  const ofEmails = types.filter((type) => String(type).startsWith('EMAIL_MESSAGE')).length;
  return { usual: ofEmails < types.length, ofEmails: ofEmails > 0 };
}

export const referencesCost: FieldCost = ({ args }, place, count) => {
  const { usual, ofEmails } = referenceReads(args.types);
  if (usual) count.add('ListContactReferences', place);
  if (ofEmails) count.add('ListContactReferences', { ...place, things: `${place.things} emails` });
  return {};
};

import { type FieldCost, mutationCost, type TypeCost } from '../graph/cost/costs.js';

/** What a contact's fields need, by what is known of it: a search row, a summary in a chain, its id alone. */
const keys = ['id', 'instanceId', 'arn'];
/** Fields with a read of their own, which needs but the contact's id. */
const ofItsOwnRead = [
  ...['references', 'chain', 'associatedContacts', 'metrics', 'realtimeAnalysis'],
  ...['attachedFile', 'attachedFiles', 'evaluations'],
];
const inSummary = [
  ...[...keys, ...ofItsOwnRead, 'channel', 'channelRaw', 'initiationMethod', 'initiationMethodRaw', 'initialContact'],
  ...['previousContact', 'relatedContact', 'initiatedAt', 'disconnectedAt', 'transferCount', 'attributes'],
];
const inRow = [
  ...[...keys, ...ofItsOwnRead, 'channel', 'channelRaw', 'initiationMethod', 'initiationMethodRaw', 'initialContact'],
  ...['previousContact', 'initiatedAt', 'disconnectedAt', 'transferCount', 'name', 'queue', 'user', 'scheduledAt'],
  ...['enqueuedAt', 'connectedToUserAt', 'tags', 'transferability', 'attributes', 'routingCriteria'],
  'globalResiliency',
];
const freeFields: Readonly<Record<string, readonly string[]>> = {
  row: inRow,
  summary: inSummary,
  id: [...keys, ...ofItsOwnRead],
  // It may be anything until it is found.
  reference: keys,
};

/** A chain has the first contact and what 11 transfers made. */
export const longestChain = 12;

/** DescribeContact, where more is asked for than is known; the attributes of a chain where it is not made anyway. */
export const contactCost: TypeCost = (fields, place, count) => {
  const free = freeFields[place.known];
  if (!free) return [];
  const names = fields.map(({ name }) => name);
  // Where a bare id may be in several instances, it has to be found before it says anything else.
  const known = place.tries > 1 ? ['id'] : free;
  const wanting = names.filter((name) => !known.includes(name) && name !== 'state');
  if (wanting.length > 0) {
    count.described.add(place.path);
    // Some references hold all of their keys.
    const certain = wanting.some((name) => !keys.includes(name)) && place.certain ? place.count : 0;
    count.add('DescribeContact', place, { certain });
  } else {
    // Of a row only where it is of a live task: that shows when it is there.
    if (names.includes('state')) count.add('DescribeContact', place, place.known === 'row' ? { certain: 0 } : {});
    if (names.includes('attributes')) {
      const calls = place.known === 'summary' ? place.lists : place.count;
      const chains = Math.ceil(calls / longestChain);
      count.add('GetContactAttributes', place, { calls, certain: place.certain ? chains : 0 });
    }
  }
  return place.known === 'reference' ? names : wanting;
};

/** For a field that reads the contact's chain, but only where the contact has a predecessor. */
export const perhapsChainCost: FieldCost = (_field, place, count) => {
  count.add('ListAssociatedContacts', place, { certain: 0 });
  return {};
};

/** For a mutation that has to know the first contact of the chain, which may be remembered. */
export const firstContactCost: FieldCost = (field, place, count) => {
  mutationCost(field, place, count);
  count.add('DescribeContact', { ...place, things: field.things }, { certain: 0 });
  return {};
};

/** Which of its two reads the references of some types take: Connect takes six types in one call. */
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

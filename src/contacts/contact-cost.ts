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
export const contactCost: TypeCost = (fields, scope, count) => {
  const free = freeFields[scope.known];
  if (!free) return [];
  const names = fields.map(({ name }) => name);
  // An id that can belong to several instances must be read first.
  const known = scope.candidateInstances > 1 ? ['id'] : free;
  const unknown = names.filter((name) => !known.includes(name) && name !== 'state');
  if (unknown.length > 0) {
    count.described.add(scope.path);
    // A federation reference can contain these keys, so their read is not certain.
    const certain = unknown.some((name) => !keys.includes(name)) && scope.certain ? scope.count : 0;
    count.add('DescribeContact', scope, { certain });
  } else {
    // For a search row, `state` needs the call only if the row is a live task.
    if (names.includes('state')) count.add('DescribeContact', scope, scope.known === 'row' ? { certain: 0 } : {});
    if (names.includes('attributes')) {
      const calls = scope.known === 'summary' ? scope.lists : scope.count;
      const chains = Math.ceil(calls / longestChain);
      count.add('GetContactAttributes', scope, { calls, certain: scope.certain ? chains : 0 });
    }
  }
  return scope.known === 'reference' ? names : unknown;
};

/** Cost of a field that reads the contact's chain if the contact has a predecessor. */
export const perhapsChainCost: FieldCost = (_field, scope, count) => {
  count.add('ListAssociatedContacts', scope, { certain: 0 });
  return {};
};

/** Cost of a mutation that needs the first contact of the chain, which can be cached. */
export const firstContactCost: FieldCost = (field, scope, count) => {
  mutationCost(field, scope, count);
  count.add('DescribeContact', { ...scope, identity: field.identity }, { certain: 0 });
  return {};
};

/** Returns which of two calls the reference types need, since one call accepts at most six types. */
export function referenceReads(types: unknown): { readonly usual: boolean; readonly ofEmails: boolean } {
  if (!Array.isArray(types)) return { usual: true, ofEmails: false };
  const ofEmails = types.filter((type) => String(type).startsWith('EMAIL_MESSAGE')).length;
  return { usual: ofEmails < types.length, ofEmails: ofEmails > 0 };
}

export const referencesCost: FieldCost = ({ args }, scope, count) => {
  const { usual, ofEmails } = referenceReads(args.types);
  if (usual) count.add('ListContactReferences', scope);
  if (ofEmails) count.add('ListContactReferences', { ...scope, identity: `${scope.identity} emails` });
  return {};
};

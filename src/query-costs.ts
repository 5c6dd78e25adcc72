import type { QueryCost, SelectedField, TypeCost } from './graph/query-cost.js';

/** What a contact's fields need, by what is known of it: a search row, a summary in a chain, its id alone. */
const keys = ['id', 'instanceId', 'arn'];
const ofItsOwnRead = ['references', 'chain', 'attributes'];
const inSummary = [
  ...[...keys, ...ofItsOwnRead, 'channel', 'channelRaw', 'initiationMethod', 'initiationMethodRaw', 'initialContact'],
  ...['previousContact', 'relatedContact', 'initiatedAt', 'disconnectedAt', 'transferCount'],
];
const inRow = [
  ...[...keys, ...ofItsOwnRead, 'channel', 'channelRaw', 'initiationMethod', 'initiationMethodRaw', 'initialContact'],
  ...['previousContact', 'initiatedAt', 'disconnectedAt', 'transferCount', 'name', 'queue', 'user', 'scheduledAt'],
  ...['enqueuedAt', 'connectedToUserAt', 'tags', 'transferability'],
];
const freeFields: Readonly<Record<string, ReadonlySet<string>>> = {
  row: new Set(inRow),
  summary: new Set(inSummary),
  id: new Set([...keys, 'references', 'chain']),
};
/** A chain has the first contact and what 11 transfers made. */
const longestChain = 12;
const idsPerSearch = 100;

const contact: TypeCost = (fields, { count, certain, known, path }, cost) => {
  const has = (name: string) => fields.some((field) => field.name === name);
  const free = freeFields[known];
  const wanting = fields.filter(({ name }) => free && !free.has(name) && name !== 'state');
  if (wanting.length > 0) {
    cost.described.add(path);
    cost.add('DescribeContact', count, certain);
  } else if (free && has('state')) {
    // Of a row only where it is of a live task: that shows when it is there.
    cost.add('DescribeContact', count, certain && known !== 'row');
  } else if (free && has('attributes')) {
    cost.add('GetContactAttributes', count, certain);
  }
  if (has('references')) cost.add('ListContactReferences', count, certain);
  if (has('chain')) cost.add('ListAssociatedContacts', count, certain);
  // Only where the contact has a predecessor.
  else if (has('transferCount') || has('transferability')) cost.add('ListAssociatedContacts', count, false);
  const other = { known: 'id', certain: false };
  return {
    initialContact: other,
    previousContact: other,
    relatedContact: other,
    chain: { known: 'summary', count: count * longestChain, certain: false },
  };
};

/** What the directory does not know it reads in bulk; what it knows costs nothing. */
function directory(search: string, ...lists: string[]): TypeCost {
  return (fields, { count }, cost) => {
    if (fields.every(({ name }) => name === 'id' || name === 'instanceId')) return {};
    cost.add(search, Math.ceil(count / idsPerSearch), false);
    for (const list of lists) cost.add(list, 1, false);
    return {};
  };
}

/** A list of which each page is a call, shared by those who ask for the same. */
function pages(fields: readonly SelectedField[], name: string, operation: string, size: number, cost: QueryCost) {
  let count = 0;
  for (const field of fields.filter((one) => one.name === name)) {
    const first = typeof field.args.first === 'number' ? field.args.first : 0;
    cost.add(operation, Math.ceil(first / size), operation === 'SearchContacts');
    count = Math.max(count, first);
  }
  return count;
}

const instance: TypeCost = (fields, { count }, cost) => {
  for (const { name } of fields) if (name === 'contact') cost.add('DescribeContact', count, true);
  return {
    contact: { known: 'record', count, certain: true },
    contacts: { known: 'row', count: pages(fields, 'contacts', 'SearchContacts', 100, cost), certain: true },
    queues: { count: pages(fields, 'queues', 'SearchQueues', 500, cost) },
    users: { count: pages(fields, 'users', 'SearchUsers', 500, cost) },
    contactFlows: { count: pages(fields, 'contactFlows', 'ListContactFlows', 1_000, cost) },
  };
};

/** The fields of a success lead to contacts of which the id is known. */
const success: TypeCost = () => ({ contact: { known: 'id' }, transferredFrom: { known: 'id' } });

/** What each type costs, so that a query that could not finish is refused before it starts. */
export const queryCosts: Readonly<Record<string, TypeCost>> = {
  Query: (fields) => {
    const references = fields.find(({ name }) => name === '_entities')?.args.representations;
    const countOf: Record<string, number> = {};
    for (const { __typename: type } of Array.isArray(references) ? references : []) {
      countOf[type] = (countOf[type] ?? 0) + 1;
    }
    return { _entities: { known: 'id', countOf } };
  },
  Mutation: (fields, _place, cost) => {
    for (const { name } of fields) cost.add(name.charAt(0).toUpperCase() + name.slice(1), 1, true);
    return {};
  },
  TransferContactSuccess: success,
  StartTaskContactSuccess: success,
  StopContactSuccess: success,
  ConnectInstance: instance,
  ConnectContact: contact,
  ConnectQueue: directory('SearchQueues', 'ListQueues'),
  ConnectUser: directory('SearchUsers'),
  ConnectContactFlow: directory('ListContactFlows'),
};

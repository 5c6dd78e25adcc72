import { flowId, queueId } from '../../../bench/lib/world.mjs';

const errors = `
  ... on ConnectError { message retryable }
  ... on ConnectIdempotencyError { clientToken }
  ... on ConnectThrottlingError { retryAfterMs }
  ... on ConnectUnavailableError { retryAfterMs }
  ... on ConnectOutcomeUnknownError { clientToken }`;
const byToken = { tokenIsConnects: true, subjectOf: ({ token }) => token, subjectOfCall: ({ token }) => token };

/**
 * The mutations that clients make at random. A new one is a new entry:
 *   operation        Connect's
 *   weight           how often it is made, among the others
 *   subjectOf(Call)  what ties a client's mutation to the ledger's calls: its token, where Connect keeps it, or else
 *                    what it changes
 *   input            of the contacts that there are; `other` is another input that must never be carried out
 *   isCall           whether a call carries out this input
 *   onSuccess        what a success changes in the contacts that there are
 */
export const mutations = {
  transferContact: {
    operation: 'TransferContact',
    weight: 4,
    ...byToken,
    query: `mutation ($input: TransferContactInput!) { result: transferContact(input: $input) { __typename
      ... on TransferContactSuccess { contactId contactArn clientToken }
      ... on ConnectContactNotTransferableError { reason disconnectedAt } ${errors} } }`,
    input: (random, contacts) => ({
      contactId: contacts.one(random),
      contactFlowId: flowId(0),
      destination: { queueId: queueId(random.between(0, 11)) },
    }),
    other: (input) => ({ ...input, destination: { queueId: queueId(12) } }),
    isCall: (input, call) => call.ContactId === input.contactId && call.QueueId === input.destination.queueId,
    onSuccess: (contacts, input, { contactId }) => {
      contacts.end(input.contactId);
      contacts.add(contactId);
    },
  },
  startTaskContact: {
    operation: 'StartTaskContact',
    weight: 3,
    ...byToken,
    query: `mutation ($input: StartTaskContactInput!) { result: startTaskContact(input: $input) { __typename
      ... on StartTaskContactSuccess { contactId clientToken } ${errors} } }`,
    input: (random) => ({ name: `Task ${random.between(1, 1e9)}`, source: { contactFlowId: flowId(1) } }),
    other: (input) => ({ ...input, name: `${input.name}, other` }),
    isCall: (input, call) => call.Name === input.name,
    onSuccess: (contacts, _input, { contactId }) => contacts.add(contactId),
  },
  stopContact: {
    operation: 'StopContact',
    weight: 3,
    tokenIsConnects: false,
    subjectOf: ({ input }) => input.contactId,
    subjectOfCall: ({ input }) => input.ContactId,
    query: `mutation ($input: StopContactInput!) { result: stopContact(input: $input) { __typename
      ... on StopContactSuccess { contactId clientToken } ${errors} } }`,
    input: (random, contacts) => ({ contactId: contacts.one(random) }),
    other: (input) => ({ contactId: `${input.contactId}-other` }),
    isCall: (input, call) => call.ContactId === input.contactId,
    onSuccess: (contacts, input) => contacts.end(input.contactId),
  },
};

/** Now and then somebody acts on what has ended, or on what another client acts on. */
const shareOfEnded = 0.05;
const shareOfShared = 0.1;
const mostEnded = 200;

/** The contacts that there are, as far as clients know. */
export class Contacts {
  #live;
  #ended = [];

  constructor(ids) {
    this.#live = [...ids];
  }

  get count() {
    return this.#live.length;
  }

  one(random) {
    if (this.#ended.length > 0 && random.chance(shareOfEnded)) return random.pick(this.#ended);
    const at = random.between(0, this.#live.length - 1);
    return random.chance(shareOfShared) ? this.#live[at] : this.#live.splice(at, 1)[0];
  }

  add(id) {
    this.#live.push(id);
  }

  end(id) {
    this.#live = this.#live.filter((live) => live !== id);
    this.#ended.push(id);
    if (this.#ended.length > mostEnded) this.#ended.shift();
  }
}

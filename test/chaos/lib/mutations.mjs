import { flowId, queueId } from '../../../bench/lib/world.mjs';
import { busyUser, ids, missingUser } from './world.mjs';

const errors = `
  ... on ConnectError { message retryable }
  ... on ConnectIdempotencyError { clientToken }
  ... on ConnectThrottlingError { retryAfterMs }
  ... on ConnectUnavailableError { retryAfterMs }
  ... on ConnectOutcomeUnknownError { clientToken }`;
const byToken = { tokenIsConnects: true, subjectOf: ({ token }) => token, subjectOfCall: ({ token }) => token };

/** A mutation that is named after its operation. */
function of(operation, selection) {
  const name = operation.charAt(0).toLowerCase() + operation.slice(1);
  return {
    operation,
    query: `mutation ($input: ${operation}Input!) { result: ${name}(input: $input) { __typename
      ... on ${operation}Success { ${selection} } ${errors} } }`,
    onSuccess: () => {},
  };
}

/** One that is about one contact, and of which Connect keeps no token. */
function aboutContact(operation) {
  return {
    ...of(operation, 'contactId clientToken'),
    tokenIsConnects: false,
    subjectOf: ({ input }) => input.contactId,
    subjectOfCall: ({ input }) => input.ContactId,
    other: (input) => ({ ...input, contactId: `${input.contactId}-other` }),
    isCall: (input, call) => call.ContactId === input.contactId,
  };
}

/**
 * The mutations that clients make at random. A new one is a new entry:
 *   operation        Connect's
 *   weight           how often it is made, among the others
 *   subjectOf(Call)  what ties a client's mutation to the ledger's calls: its token, where Connect keeps it, or else
 *                    what it changes
 *   input            of the contacts that there are; `other` is another input that must never be carried out
 *   isCall           whether a call carries out this input
 *   onSuccess        what a success changes in the contacts that there are
 *   takesTask        whether its input takes a task out of the contacts that there are
 *   absolute         whether it may happen to its subject more than once, since it says how something is to be from now
 *                    on: the verdict then counts how often, and not only whether
 *   maySayNothing    whether Connect takes it also when all is so already, and then changes nothing
 */
export const mutations = {
  transferContact: {
    operation: 'TransferContact',
    weight: 4,
    ...byToken,
    takesTask: true,
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
    takesTask: true,
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
  transferContactToQuickConnect: {
    operation: 'TransferContact',
    weight: 1,
    ...byToken,
    takesTask: true,
    query: `mutation ($input: TransferContactToQuickConnectInput!) { result: transferContactToQuickConnect(input: $input) {
      __typename ... on TransferContactToQuickConnectSuccess { contactId contactArn clientToken }
      ... on ConnectContactNotTransferableError { reason disconnectedAt } ${errors} } }`,
    input: (random, contacts) => ({
      contactId: contacts.one(random),
      quickConnectId: random.pick(ids.quickConnects),
    }),
    other: (input) => ({ ...input, contactId: `${input.contactId}-other` }),
    isCall: (input, call) => call.ContactId === input.contactId,
    onSuccess: (contacts, input, { contactId }) => {
      contacts.end(input.contactId);
      contacts.add(contactId);
    },
  },
  pauseContact: {
    ...aboutContact('PauseContact'),
    weight: 2,
    takesTask: true,
    absolute: true,
    input: (random, contacts) => ({ contactId: contacts.one(random) }),
    onSuccess: (contacts, input) => contacts.pause(input.contactId),
  },
  resumeContact: {
    ...aboutContact('ResumeContact'),
    weight: 2,
    takesTask: true,
    absolute: true,
    input: (random, contacts) => ({ contactId: contacts.onePaused(random) }),
    onSuccess: (contacts, input) => contacts.add(input.contactId),
  },
  // Each time another value, so that each is a subject of its own, which happens once.
  tagContact: {
    ...aboutContact('TagContact'),
    weight: 2,
    takesTask: true,
    subjectOf: ({ input }) => `${input.contactId} ${input.tags[0].value}`,
    subjectOfCall: ({ input }) => `${input.ContactId} ${input.Tags.chaos}`,
    input: (random, contacts) => ({
      contactId: contacts.one(random),
      tags: [{ key: 'chaos', value: String(random.between(1, 1e9)) }],
    }),
    other: (input) => ({ ...input, tags: [{ key: 'chaos', value: 'other' }] }),
    isCall: (input, call) => call.ContactId === input.contactId && call.Tags?.chaos === input.tags[0].value,
    onSuccess: (contacts, input) => contacts.add(input.contactId),
  },
  associateContactWithUser: {
    ...aboutContact('AssociateContactWithUser'),
    weight: 1,
    takesTask: true,
    // Who does not take a contact loses it, and may be given it again.
    absolute: true,
    maySayNothing: true,
    input: (random, contacts) => ({ contactId: contacts.one(random), userId: busyUser }),
    onSuccess: (contacts, input) => contacts.add(input.contactId),
  },
  dismissUserContact: {
    ...aboutContact('DismissUserContact'),
    weight: 0.5,
    input: (random) => ({ contactId: random.pick(ids.missed), userId: missingUser }),
  },
  monitorContact: {
    ...aboutContact('MonitorContact'),
    ...byToken,
    weight: 0.5,
    input: (random) => ({
      ...{ contactId: random.pick(ids.calls), userId: busyUser },
      allowedMonitorCapabilities: ['SILENT_MONITOR'],
    }),
  },
  startScreenSharing: {
    ...aboutContact('StartScreenSharing'),
    ...byToken,
    weight: 0.5,
    input: (random) => ({ contactId: random.pick(ids.webCalls) }),
  },
  updateParticipantRoleConfig: {
    ...aboutContact('UpdateParticipantRoleConfig'),
    weight: 0.5,
    absolute: true,
    maySayNothing: true,
    input: (random) => ({
      contactId: random.pick(ids.chats),
      timers: [{ role: 'AGENT', type: 'IDLE', value: { minutes: random.between(2, 480) } }],
    }),
  },
  updateParticipantAuthentication: {
    ...of('UpdateParticipantAuthentication', 'clientToken'),
    weight: 0.5,
    tokenIsConnects: false,
    subjectOf: ({ input }) => input.state,
    subjectOfCall: ({ input }) => input.State,
    input: (random) => ({ state: random.pick(ids.signIns), answer: { code: 'code' } }),
    other: (input) => ({ ...input, answer: { code: 'other' } }),
    isCall: (input, call) => call.State === input.state,
  },
  putUserStatus: {
    ...of('PutUserStatus', 'clientToken user { id }'),
    weight: 0.5,
    tokenIsConnects: false,
    absolute: true,
    maySayNothing: true,
    subjectOf: ({ input }) => `${input.userId} ${input.agentStatusId}`,
    subjectOfCall: ({ input }) => `${input.UserId} ${input.AgentStatusId}`,
    input: (random) => ({ userId: random.pick(ids.users), agentStatusId: random.pick(ids.statuses) }),
    other: (input) => ({ ...input, userId: `${input.userId}-other` }),
    isCall: (input, call) => call.UserId === input.userId && call.AgentStatusId === input.agentStatusId,
  },
};

/** Now and then somebody acts on what has ended, or on what another client acts on. */
const shareOfEnded = 0.05;
const shareOfShared = 0.1;
const mostEnded = 200;

/** The contacts that there are, as far as clients know. */
export class Contacts {
  #live;
  #paused = [];
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

  /** One that is paused, if there is any. */
  onePaused(random) {
    if (this.#paused.length === 0) return this.one(random);
    const at = random.between(0, this.#paused.length - 1);
    return random.chance(shareOfShared) ? this.#paused[at] : this.#paused.splice(at, 1)[0];
  }

  pause(id) {
    this.#paused.push(id);
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

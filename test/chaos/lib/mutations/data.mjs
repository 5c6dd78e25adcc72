import { aboutContact, marking, mutation, unique } from './shape.mjs';

const markedTask = (valueIn, valueInCall) => ({ ...marking(valueIn, valueInCall), takes: 'task', becomes: 'task' });
const anHour = 3_600;
const sixtyDays = 60 * 24 * anHour;

/** What is said of contacts. */
export const data = {
  tagContact: mutation('TagContact', {
    ...markedTask(
      ({ tags }) => tags[0].value,
      ({ Tags }) => Tags?.chaos,
    ),
    becomes: ['task', 'taggedTask'],
    input: (random, contactId) => ({ contactId, tags: [{ key: 'chaos', value: unique(random) }] }),
    other: (input) => ({ ...input, tags: [{ key: 'chaos', value: 'other' }] }),
  }),
  untagContact: mutation('UntagContact', {
    ...aboutContact,
    takes: 'taggedTask',
    absolute: true,
    maySayNothing: true,
    input: (_random, contactId) => ({ contactId, tagKeys: ['chaos'] }),
  }),
  updateContact: mutation('UpdateContact', {
    ...markedTask(
      ({ name }) => name,
      ({ Name }) => Name,
    ),
    input: (random, contactId) => ({ contactId, name: `Name ${unique(random)}` }),
    other: (input) => ({ ...input, name: 'Another name' }),
  }),
  updateContactAttributes: mutation('UpdateContactAttributes', {
    readsFirst: true,
    ...markedTask(
      ({ attributes }) => attributes[0].value,
      ({ Attributes }) => Attributes?.chaos,
    ),
    input: (random, contactId) => ({ contactId, attributes: [{ name: 'chaos', value: unique(random) }] }),
    other: (input) => ({ ...input, attributes: [{ name: 'chaos', value: 'other' }] }),
  }),
  updateContactSchedule: mutation('UpdateContactSchedule', {
    ...marking(
      ({ contactId, scheduledAt }) => `${contactId} ${Date.parse(scheduledAt)}`,
      ({ ContactId, ScheduledTime }) => `${ContactId} ${Date.parse(ScheduledTime)}`,
    ),
    takes: 'scheduledTask',
    becomes: 'scheduledTask',
    input: (random, contactId) => ({ contactId, scheduledAt: inSeconds(random.between(anHour, sixtyDays)) }),
    other: (input) => ({ ...input, scheduledAt: inSeconds(anHour / 2) }),
  }),
  updateContactRoutingData: mutation('UpdateContactRoutingData', {
    ...markedTask(
      ({ contactId, turn }) => `${contactId} ${turn.queuePriority}`,
      ({ ContactId, QueuePriority }) => `${ContactId} ${QueuePriority}`,
    ),
    input: (random, contactId) => ({ contactId, turn: { queuePriority: random.between(2, 1e9) } }),
    other: (input) => ({ ...input, turn: { queuePriority: 1 } }),
  }),
};

/** Connect takes whole seconds. */
const inSeconds = (seconds) => new Date((Math.floor(Date.now() / 1_000) + seconds) * 1_000).toISOString();

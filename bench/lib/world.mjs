/** An id in the form of Connect's ids: some code distinguishes ids from names by their form. */
export const idOf = (kind, number) => `${kind.repeat(8)}-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const instanceId = idOf('1', 1);
export const queueId = (number) => idOf('a', number);
export const userId = (number) => idOf('b', number);
export const contactId = (number) => idOf('c', number);
export const flowId = (number) => idOf('f', number);

const queueCount = 12;
const userCount = 40;
const flowCount = 6;

const times = (count, make) => Array.from({ length: count }, (_, index) => make(index));

function world(name, instance) {
  const queues = times(queueCount, (index) => ({ id: queueId(index), name: `Queue ${index}` }));
  const profile = idOf('e', 1);
  return {
    name,
    file: {
      region: 'us-east-1',
      account: '111122223333',
      instances: [
        {
          id: instanceId,
          alias: `bench-${name}`,
          queues,
          routingProfiles: [
            {
              id: profile,
              name: 'Everything',
              concurrency: { VOICE: 1, CHAT: 5, TASK: 5, EMAIL: 5 },
              queues: queues.map(({ id }) => ({ queue: id, channels: ['VOICE', 'CHAT', 'TASK', 'EMAIL'] })),
            },
          ],
          // All agents are offline, so waiting contacts keep waiting and every run starts from the same state.
          users: times(userCount, (index) => ({
            id: userId(index),
            username: `user.${index}`,
            firstName: 'User',
            lastName: String(index),
            routingProfile: profile,
            status: 'offline',
          })),
          flows: times(flowCount, (index) => ({
            id: flowId(index),
            name: `Flow ${index}`,
            type: index === 0 ? 'QUEUE_TRANSFER' : 'CONTACT_FLOW',
          })),
          ...instance,
        },
      ],
    },
  };
}

/** A contact that began 10 + `number` minutes ago. */
function contact(number, channel, state, more = {}) {
  const minutes = 10 + number;
  const needs = {
    ended: { ended: '-4m', queue: queueId(number % queueCount), agent: userId(number % userCount) },
    'with-agent': { queue: queueId(number % queueCount), agent: userId(number % userCount) },
    paused: { paused: '-3m', queue: queueId(number % queueCount), agent: userId(number % userCount) },
    queued: { queue: queueId(number % queueCount) },
    scheduled: { scheduled: '+5h' },
  };
  return {
    id: contactId(number),
    channel,
    state,
    initiated: `-${minutes}m`,
    attributes: { number: String(number) },
    ...(channel === 'VOICE' && { customer: { type: 'TELEPHONE_NUMBER', address: '+12065550100' } }),
    ...needs[state],
    ...more,
  };
}

/** The names that a page must show for a contact of these worlds: of its queue, of the queue's owner and of its agent. */
export function expectedNames({ state, queue, agent }) {
  const waits = state === 'scheduled' || state === 'in-flow';
  const ownQueue = queue?.startsWith('b') ?? false;
  return {
    queue: waits || !queue ? undefined : ownQueue ? null : `Queue ${Number(queue.slice(-12))}`,
    ownerOfQueue: !waits && ownQueue ? `user.${Number(queue.slice(-12))}` : undefined,
    user: waits || state === 'queued' || !agent ? undefined : `user.${Number(agent.slice(-12))}`,
  };
}

export const contactsOf = ({ file }) => file.instances[0].contacts;

/** 100 tasks, chats and calls with 12 queues and 40 agents. 20 are live tasks that have started, 5 are scheduled tasks. */
export const mixedWorld = world('mixed', {
  contacts: times(100, (number) => {
    if (number % 20 === 0) return contact(number, 'TASK', 'scheduled');
    if (number % 5 === 1) return contact(number, 'TASK', ['queued', 'with-agent', 'paused'][number % 3]);
    if (number % 5 === 2) return contact(number, 'TASK', 'ended');
    if (number % 5 === 3) return contact(number, 'CHAT', 'with-agent');
    return contact(number, 'VOICE', number % 2 === 0 ? 'ended' : 'with-agent');
  }),
});

/** Number of live tasks that have started. SearchContacts does not return whether they are paused. */
export const startedTasks = contactsOf(mixedWorld).filter(
  ({ channel, state }) => channel === 'TASK' && state !== 'scheduled' && state !== 'ended',
).length;

/** 100 contacts. 40 of them wait in the agent queues (the personal queues) of 40 agents. */
export const ownQueuesWorld = world('own-queues', {
  contacts: times(100, (number) =>
    number < 40 ? contact(number, 'TASK', 'queued', { queue: userId(number) }) : contact(number, 'VOICE', 'with-agent'),
  ),
});

/** Many contacts to read, followed by tasks that can be transferred. */
export const loadWorld = ({ reads = 0, transfers = 0 }) =>
  world(`load-${reads}-${transfers}`, {
    contacts: [
      ...times(reads, (number) => contact(number, 'VOICE', 'ended', { initiated: '-60m', ended: '-30m' })),
      ...times(transfers, (number) => contact(reads + number, 'TASK', 'queued', { initiated: '-60m' })),
    ],
  });

/** A large contact centre. Contacts are spread over all queues and agents; 40 emails wait in agent queues. */
export const largeWorld = world('large', {
  contacts: times(40, (number) => contact(number, 'EMAIL', 'queued', { queue: userId(number), initiated: '-200m' })),
  generate: { users: 10_000 - userCount, queues: 1_000 - queueCount },
  background: [
    { count: 70_000, channel: 'VOICE', over: '1000h' },
    { count: 29_560, channel: 'TASK', over: '1000h' },
    // A page with the newest 100 contacts consists mostly of these.
    { count: 150, channel: 'VOICE', over: '30m', state: 'with-agent' },
    { count: 150, channel: 'CHAT', over: '30m', state: 'ended' },
    { count: 50, channel: 'TASK', over: '30m', state: 'with-agent' },
    { count: 50, channel: 'TASK', over: '30m', state: 'scheduled' },
  ],
});

/** The queue of the contacts whose values are as large as Connect allows. */
export const heavyQueueId = queueId(queueCount - 1);

/** 100 contacts with values in most fields, and 100 older contacts whose values are as large as Connect allows. */
export const richWorld = world('rich', {
  contacts: [
    ...times(100, (number) =>
      contact(number, ['TASK', 'CHAT', 'VOICE', 'EMAIL'][number % 4], number % 2 === 0 ? 'ended' : 'with-agent', {
        name: `Call back about order ${number}`,
        description: 'The customer asks when the parcel comes, and whether it can be left with a neighbour. '.repeat(2),
        queue: queueId(number % (queueCount - 1)),
        attributes: Object.fromEntries(times(10, (n) => [`attribute_${n}`, `value ${n} of contact ${number}`])),
        references: {
          Order: { type: 'URL', value: `https://shop.example.com/orders/${number}` },
          Note: { type: 'STRING', value: 'Prefers to be called in the afternoon' },
        },
        tags: { team: 'care', priority: String(number % 3) },
        customerId: `customer-${number}`,
      }),
    ),
    ...times(100, (number) =>
      contact(100 + number, 'TASK', 'ended', {
        initiated: `-${400 + number}m`,
        ended: '-300m',
        name: 'n'.repeat(512),
        description: 'd'.repeat(4_096),
        queue: heavyQueueId,
        attributes: Object.fromEntries(times(16, (n) => [`attribute_${n}`, 'v'.repeat(2_000)])),
        tags: Object.fromEntries(times(5, (n) => [`tag-${n}`, 'v'.repeat(200)])),
      }),
    ),
  ],
});

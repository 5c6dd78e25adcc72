import { contactId, flowId, idOf, instanceId, loadWorld, queueId, userId } from '../../../bench/lib/world.mjs';

/** What mutations act on that they do not make themselves. There is no more of it than this; most uses it up. */
const ofEach = 300;
const each = (kind) => Array.from({ length: ofEach }, (_, number) => idOf(kind, number));
const tasksAtFirst = 400;

/** Who is given contacts and who has missed some. */
export const busyUser = userId(20);
export const missingUser = userId(21);
export const ownNumber = '+12065550100';
const ownNumberId = idOf('3', 0);
export const ownNumberArn = `arn:aws:connect:us-east-1:111122223333:phone-number/${ownNumberId}`;
export const ownAddress = 'care@example.com';
export const formId = idOf('4', 0);

/** What there is of each kind at first, as the mutations take it. */
export const stockAtFirst = {
  task: Array.from({ length: tasksAtFirst }, (_, number) => contactId(number)),
  scheduledTask: each('2'),
  missedTask: each('6'),
  call: each('9'),
  webCall: each('8'),
  chat: each('7'),
  signIn: each('7').map((_, number) => `sign-in-${number}`),
};

/** A tag that the users of `ids.userArns` have at first. */
export const oldTag = 'old';

/** What mutations name as often as they like. */
export const ids = {
  quickConnects: Array.from({ length: 4 }, (_, number) => idOf('d', number)),
  statuses: Array.from({ length: 3 }, (_, number) => idOf('5', number)),
  users: Array.from({ length: 12 }, (_, number) => userId(number)),
  userArns: Array.from(
    { length: 12 },
    (_, number) => `arn:aws:connect:us-east-1:111122223333:instance/${instanceId}/agent/${userId(number)}`,
  ),
  queues: Array.from({ length: 4 }, (_, number) => queueId(number)),
  endedChats: Array.from({ length: 12 }, (_, number) => idOf('0', number)),
};

const began = '-60m';
const withAgent = { state: 'with-agent', initiated: began, queue: queueId(0), agent: userId(22) };
const webCall = { 'connect:Subtype': 'connect:WebRTC' };
const agentFlow = { id: flowId(100), name: 'To agents', type: 'AGENT_TRANSFER' };

const { task, scheduledTask, missedTask, call, webCall: webCalls, chat, signIn } = stockAtFirst;
const contacts = [
  ...scheduledTask.map((id) => ({ id, channel: 'TASK', state: 'scheduled', initiated: began, scheduled: '+5h' })),
  ...missedTask.map((id) => ({ id, channel: 'TASK', state: 'queued', initiated: began, queue: queueId(1) })),
  ...call.map((id) => ({ id, channel: 'VOICE', ...withAgent })),
  ...webCalls.map((id) => ({ id, channel: 'VOICE', ...withAgent, segmentAttributes: webCall })),
  ...chat.map((id, number) => ({
    ...{ id, channel: 'CHAT', state: 'in-flow', initiated: began, authentication: signIn[number] },
  })),
  ...ids.endedChats.map((id) => ({ id, channel: 'CHAT', ...withAgent, state: 'ended', ended: '-30m' })),
];

/** Places for all that the mutations make, and no answer but a refusal for what is done a second time. */
const assumptions = {
  callsPerInstance: 100_000,
  chatsPerInstance: 100_000,
  emailsPerInstance: 100_000,
  openTasksPerInstance: 100_000,
  filesPerTask: 100,
  completeOfCompletedFile: 'InvalidRequestException',
};

/** Tasks that wait in a queue, and something of all else that mutations are about. */
export function chaosWorld() {
  const { name, file } = loadWorld({ transfers: task.length });
  const [instance] = file.instances;
  const taggedUsers = new Set(ids.users);
  const more = {
    users: instance.users.map((user) =>
      taggedUsers.has(user.id) ? { ...user, tags: { ...user.tags, [oldTag]: 'yes' } } : user,
    ),
    flows: [...instance.flows, agentFlow],
    contacts: [...instance.contacts, ...contacts],
    agentStatuses: ids.statuses.map((id, number) => ({ id, name: `Status ${number}` })),
    unclearedContacts: missedTask.map((contact) => ({ agent: missingUser, contact, state: 'MISSED', since: '-1m' })),
    phoneNumbers: [{ id: ownNumberId, number: ownNumber }],
    emailAddresses: [{ id: idOf('3', 1), address: ownAddress }],
    evaluationForms: [
      {
        ...{ id: formId, title: 'Manner', versions: 1, active: 1 },
        sections: [{ ref: 'manner', title: 'Manner', items: [{ ref: 'remark', title: 'How was it?', type: 'TEXT' }] }],
      },
    ],
    quickConnects: ids.quickConnects.map((id, number) => ({
      ...{ id, name: `Quick connect ${number}` },
      ...(number === 0
        ? { type: 'USER', user: userId(23), flow: agentFlow.id }
        : { type: 'QUEUE', queue: queueId(number), flow: flowId(0) }),
    })),
  };
  return { name: `chaos-${name}`, file: { ...file, assumptions, instances: [{ ...instance, ...more }] } };
}

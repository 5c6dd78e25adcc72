import { flowId, idOf, loadWorld, queueId, userId } from '../../../bench/lib/world.mjs';

/** What mutations act on that are not about tasks. There is no more of it than this; all but chats it uses up. */
const ofEach = 60;
const each = (make) => Array.from({ length: ofEach }, (_, number) => make(number));

export const ids = {
  calls: each((number) => idOf('9', number)),
  webCalls: each((number) => idOf('8', number)),
  chats: each((number) => idOf('7', number)),
  missed: each((number) => idOf('6', number)),
  signIns: each((number) => `sign-in-${number}`),
  quickConnects: Array.from({ length: 4 }, (_, number) => idOf('d', number)),
  statuses: Array.from({ length: 3 }, (_, number) => idOf('5', number)),
  users: Array.from({ length: 12 }, (_, number) => userId(number)),
};
/** Who is given contacts and who has missed some. */
export const busyUser = userId(20);
export const missingUser = userId(21);

const began = '-60m';
const withAgent = { state: 'with-agent', initiated: began, queue: queueId(0), agent: userId(22) };

/** So many tasks that wait in a queue, and something of all else that mutations are about. */
export function chaosWorld(tasks) {
  const { name, file } = loadWorld({ transfers: tasks });
  const [instance] = file.instances;
  const agentFlow = { id: flowId(100), name: 'To agents', type: 'AGENT_TRANSFER' };
  const contacts = [
    ...ids.calls.map((id) => ({ id, channel: 'VOICE', ...withAgent })),
    ...ids.webCalls.map((id) => ({
      ...{ id, channel: 'VOICE', ...withAgent },
      segmentAttributes: { 'connect:Subtype': 'connect:WebRTC' },
    })),
    ...ids.chats.map((id, number) => ({
      ...{ id, channel: 'CHAT', state: 'in-flow', initiated: began, authentication: ids.signIns[number] },
    })),
    ...ids.missed.map((id) => ({ id, channel: 'TASK', state: 'queued', initiated: began, queue: queueId(1) })),
  ];
  const quickConnects = ids.quickConnects.map((id, number) => ({
    ...{ id, name: `Quick connect ${number}` },
    ...(number === 0
      ? { type: 'USER', user: userId(23), flow: agentFlow.id }
      : { type: 'QUEUE', queue: queueId(number), flow: flowId(0) }),
  }));
  const more = {
    flows: [...instance.flows, agentFlow],
    contacts: [...instance.contacts, ...contacts],
    agentStatuses: ids.statuses.map((id, number) => ({ id, name: `Status ${number}` })),
    desks: ids.missed.map((contact) => ({ agent: missingUser, contact, state: 'MISSED', since: '-1m' })),
    quickConnects,
  };
  return { name: `chaos-${name}`, file: { ...file, instances: [{ ...instance, ...more }] } };
}

import {
  ConnectClient,
  DescribeContactCommand,
  DescribeQueueCommand,
  DescribeUserCommand,
  SearchContactsCommand,
} from '@aws-sdk/client-connect';
import DataLoader from 'dataloader';
import { buildSchema, graphql } from 'graphql';
import { listen } from './listen.mjs';

// The obvious implementation: resolvers that make a Describe call for each resource, through the SDK with its default
// settings and retries. With VARIANT=dataloader, each distinct resource is described once per request.
const client = new ConnectClient({});
const InstanceId = process.env.CONNECT_INSTANCE_ID;

const schema = buildSchema(`
  type Query { connect: Instance! }
  type Instance {
    contact(id: ID!): Contact
    contacts(first: Int = 25, filter: ConnectContactFilter): ContactConnection
  }
  enum ConnectChannelFilter { VOICE CHAT TASK EMAIL }
  input ConnectContactFilter { channels: [ConnectChannelFilter!] }
  type ContactConnection { asOf: String! nodes: [Contact!]! }
  type Contact {
    id: ID!
    channel: String
    state: String
    description: String
    attributes: [Attribute!]
    customerEndpoint: Endpoint
    queue: Queue
    user: User
  }
  type Attribute { name: String! value: String! }
  type Endpoint { address: String }
  type Queue { type: String name: String user: User }
  type User { username: String }
`);

const describe = {
  contact: async (ContactId) => (await client.send(new DescribeContactCommand({ InstanceId, ContactId }))).Contact,
  queue: async (QueueId) => (await client.send(new DescribeQueueCommand({ InstanceId, QueueId }))).Queue,
  user: async (UserId) => (await client.send(new DescribeUserCommand({ InstanceId, UserId }))).User,
};

function readers() {
  if (process.env.VARIANT !== 'dataloader') return describe;
  const loaders = Object.entries(describe).map(([kind, read]) => {
    const batch = (ids) => Promise.all(ids.map((id) => read(id).catch((error) => error)));
    return [kind, new DataLoader(batch)];
  });
  return Object.fromEntries(loaders.map(([kind, loader]) => [kind, (id) => loader.load(id)]));
}

const hour = 3_600_000;

async function contacts({ first, filter }, read) {
  const { Contacts } = await client.send(
    new SearchContactsCommand({
      InstanceId,
      MaxResults: first,
      TimeRange: {
        Type: 'INITIATION_TIMESTAMP',
        StartTime: new Date(Date.now() - 24 * hour),
        EndTime: new Date(Date.now() + hour),
      },
      SearchCriteria: { Channels: filter?.channels },
      Sort: { FieldName: 'INITIATION_TIMESTAMP', Order: 'DESCENDING' },
    }),
  );
  return { asOf: new Date().toISOString(), nodes: Contacts.map((row) => contact(row, read)) };
}

/** Even the naive variant describes a contact only once for all its fields. */
function contact(row, read, known) {
  let described = known;
  const whole = () => {
    described ??= read.contact(row.Id);
    return described;
  };
  return {
    id: row.Id,
    channel: row.Channel,
    state: async () => stateOf(await whole()),
    description: async () => (await whole()).Description,
    attributes: async () => Object.entries((await whole()).Attributes ?? {}).map(([name, value]) => ({ name, value })),
    customerEndpoint: async () => {
      const { CustomerEndpoint } = await whole();
      return CustomerEndpoint && { address: CustomerEndpoint.Address };
    },
    queue: async () => row.QueueInfo && queue(await read.queue(row.QueueInfo.Id), read),
    user: async () => row.AgentInfo && { username: (await read.user(row.AgentInfo.Id)).Username },
  };
}

function queue({ QueueId, Name }, read) {
  const user = async () => (Name ? null : { username: (await read.user(QueueId)).Username });
  return { type: Name ? 'STANDARD' : 'AGENT', name: Name, user };
}

function stateOf(contact) {
  if (contact.DisconnectTimestamp) return 'ENDED';
  if (contact.ScheduledTimestamp > new Date()) return 'SCHEDULED';
  if (contact.LastPausedTimestamp > (contact.LastResumedTimestamp ?? 0)) return 'PAUSED';
  return contact.AgentInfo?.ConnectedToAgentTimestamp ? 'CONNECTED_TO_USER' : 'QUEUED';
}

listen(async (body) => {
  const { query, variables } = JSON.parse(body);
  const read = readers();
  const rootValue = {
    connect: {
      contacts: (args) => contacts(args, read),
      contact: async ({ id }) => {
        const whole = await read.contact(id);
        return contact(whole, read, Promise.resolve(whole));
      },
    },
  };
  return JSON.stringify(await graphql({ schema, source: query, variableValues: variables, rootValue }));
});

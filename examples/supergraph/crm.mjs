// A customer relationship system (CRM) as a subgraph, with its data in memory. It refers to contacts and agents of Amazon
// Connect by ARN or id, and knows nothing else about them.
import { readFileSync } from 'node:fs';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';

export const crmSdl = readFileSync(new URL('./crm.graphql', import.meta.url), 'utf8');

const instanceArn = 'arn:aws:connect:us-east-1:111122223333:instance/10000000-0000-4000-8000-000000000001';
const contactArn = (id) => `${instanceArn}/contact/${id}`;
const agentArn = (id) => `${instanceArn}/agent/${id}`;
const lastOf = (arn) => arn.slice(arn.lastIndexOf('/') + 1);

// The contacts and agents of the emulator's demo world.
const demoContact = (n) => contactArn(`cccccccc-0000-4000-8000-${String(n).padStart(12, '0')}`);
const people = [
  { id: 'p1', company: 'Hillside Bakery', channel: 'PHONE', tags: ['regular'], calls: [1, 6].map(demoContact) },
  { id: 'p2', company: 'Lakeview Cinema', channel: 'LETTER', tags: [], calls: [11, 15].map(demoContact) },
];
const employees = [
  { id: 'e1', email: 'ines@example.com', agent: agentArn('bbbbbbbb-0000-4000-8000-000000000001') },
  { id: 'e2', email: 'omar@example.com', agent: agentArn('bbbbbbbb-0000-4000-8000-000000000002') },
];
const calendar = [
  { title: 'Team meeting', from: '09:30', to: '10:00' },
  { title: 'Training', from: '14:00', to: '15:00' },
];

const connectContact = (arn) => ({ arn, id: lastOf(arn) });
const byReference = (arnOf) => (reference) => {
  const arn = reference.arn ?? arnOf(reference.id);
  return { ...reference, arn, id: lastOf(arn) };
};

/** @param calls ARNs of the contacts of a third customer, to measure the cost of many references. */
const resolversWith = (calls) => {
  const all = calls.length > 0 ? [...people, { id: 'p3', company: 'Call centre', tags: [], calls }] : people;
  return {
    Query: {
      contact: (_root, { id }) => all.find((person) => person.id === id) ?? null,
      contacts: (_root, { first }) => ({ edges: all.slice(0, first).map((node) => ({ cursor: node.id, node })) }),
      user: (_root, { id }) => employees.find((employee) => employee.id === id) ?? null,
      node: (_root, { id }) => [...all, ...employees].find((one) => one.id === id) ?? null,
    },
    Mutation: { stopCampaign: (_root, { id }) => ({ __typename: 'StopCampaignSuccess', id }) },
    Node: { __resolveType: ({ email }) => (email ? 'User' : 'Contact') },
    Contact: {
      __resolveReference: ({ id }) => all.find((person) => person.id === id) ?? null,
      tags: ({ tags }) => tags.map((label) => ({ label })),
      calls: (person) => person.calls.map(connectContact),
    },
    ContactConnection: { pageInfo: () => ({ hasNextPage: false, hasPreviousPage: false }) },
    User: {
      __resolveReference: ({ id }) => employees.find((employee) => employee.id === id) ?? null,
      connectUser: ({ agent }) => ({ arn: agent, id: lastOf(agent) }),
    },
    ConnectContact: {
      __resolveReference: byReference(contactArn),
      customer: ({ arn }) => all.find((person) => person.calls.includes(arn)) ?? null,
    },
    ConnectUser: {
      __resolveReference: byReference(agentArn),
      employee: ({ arn }) => employees.find(({ agent }) => agent === arn) ?? null,
      calendar: ({ arn }) => (employees.some(({ agent }) => agent === arn) ? calendar : null),
    },
  };
};

/** Starts the subgraph on a free port of 127.0.0.1. */
export async function startCrm({ calls = [] } = {}) {
  const schema = buildSubgraphSchema([{ typeDefs: parse(crmSdl), resolvers: resolversWith(calls) }]);
  const server = new ApolloServer({
    schema,
    plugins: [ApolloServerPluginInlineTraceDisabled()],
    stopOnTerminationSignals: false,
  });
  const { url } = await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: 0 } });
  return { url, close: () => server.stop() };
}

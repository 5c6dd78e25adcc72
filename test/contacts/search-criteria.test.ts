import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../support/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

const query = `query ($filter: ConnectContactFilter, $sort: ConnectContactSort) {
  connect { contacts(first: 100, filter: $filter, sort: $sort) { totalCount nodes { id } } } }`;
const chat = 'cccccccc-0000-4000-8000-000000000016';
const endedChat = 'cccccccc-0000-4000-8000-000000000020';
const jonasOnly = 'cccccccc-0000-4000-8000-000000000017';
const said = (participantRole: string, text: string) => ({
  transcript: { conditions: [{ participantRole, texts: [text], match: 'ANY' }] },
});
const voice = 'cccccccc-0000-4000-8000-000000000019';

async function search(filter: object) {
  const { data, errors } = await gateway.graphql(query, { filter });
  expect(errors).toEqual([]);
  const { nodes, totalCount } = data.connect.contacts as { nodes: { id: string }[]; totalCount: number };
  return { ids: nodes.map(({ id }) => id), totalCount };
}

describe('contacts', () => {
  test.each<[string, object, string, string]>([
    ['name', { name: { texts: ['Learn module 1'], match: 'EXACT' } }, 'cccccccc-0000-4000-8000-000000000021', chat],
    ['what was said', said('CUSTOMER', 'alarm'), chat, endedChat],
    ['who said it', said('AGENT', 'money back'), endedChat, chat],
    ['attribute', { attributes: { conditions: [{ name: 'promised', values: ['callback'] }] } }, voice, chat],
    [
      'segment attribute',
      { segmentAttributes: { conditions: [{ name: 'connect:Subtype', values: ['connect:Chat'] }] } },
      chat,
      voice,
    ],
    [
      'a time that it does not have',
      { additionalTimes: { conditions: [{ missing: 'DISCONNECTED_AT' }] } },
      chat,
      endedChat,
    ],
  ])('are found by %s, and others are not', async (_what, filter, found, notFound) => {
    const { ids } = await search(filter);
    expect(ids).toContain(found);
    expect(ids).not.toContain(notFound);
  });

  test('are found by the users whom their routing criteria want', async () => {
    const { data } = await gateway.graphql(
      `{ connect { contact(id: "${jonasOnly}") { routingCriteria { steps { expression { attribute { userMatch { users { userIds } } } } } } } } }`,
    );
    const [step] = data.connect.contact.routingCriteria.steps;
    const { userIds } = step.expression.attribute.userMatch.users;
    expect((await search({ routingSteps: [{ userIds }] })).ids).toEqual([jonasOnly]);
  });

  test('are found by tag, in each of the three ways, and by Region', async () => {
    const all = (await search({})).totalCount;
    const tag = { key: 'topic' };
    const { ids } = await search({ tags: { tag } });
    expect(ids.length).toBeGreaterThan(0);
    expect(ids.length).toBeLessThan(all);
    expect((await search({ tags: { all: [tag] } })).ids).toEqual(ids);
    expect((await search({ tags: { any: [[tag], [{ key: 'nothing' }]] } })).ids).toEqual(ids);
    expect((await search({ activeRegions: ['us-east-1'] })).totalCount).toBe(all);
    expect((await search({ activeRegions: ['eu-west-1'] })).totalCount).toBe(0);
  });

  test('are found by the hierarchy group of their user', async () => {
    const document = `{ connect { contact(id: "${chat}") { handling { hierarchyGroupArns } } } }`;
    const { data } = await gateway.graphql(document);
    const arns: string[] = data.connect.contact.handling.hierarchyGroupArns;
    const { ids } = await search({ hierarchyGroups: { [`level${arns.length}Ids`]: [arns.at(-1)] } });
    expect(ids).toContain(chat);
    expect(ids).not.toContain(jonasOnly);
  });

  test.each(['INITIATION_METHOD', 'EXPIRES_AT'])('are sorted by %s', async (by) => {
    const { data, errors } = await gateway.graphql(query, { sort: { by, order: 'ASCENDING' } });
    expect(errors).toEqual([]);
    expect(data.connect.contacts.nodes.length).toBeGreaterThan(5);
  });

  test.each<[object, string]>([
    [
      { name: { texts: Array.from({ length: 101 }, String) } },
      '`filter.name.texts`: must have at most 100 items, not 101.',
    ],
    [
      { attributes: { conditions: [{ name: '', values: ['x'] }] } },
      '`filter.attributes.conditions.0.name`: must have at least 1 characters, not 0.',
    ],
    [
      { hierarchyGroups: { level2Ids: Array.from({ length: 11 }, String) } },
      '`filter.hierarchyGroups.level2Ids`: must have at most 10 items, not 11.',
    ],
    ...['queueIds', 'userIds', 'channels', 'initiationMethods', 'routingSteps', 'activeRegions'].map(
      (field): [object, string] => [
        { [field]: [] },
        `\`filter.${field}\`: must have at least 1 item; leave it out to ask for all.`,
      ],
    ),
    [
      { hierarchyGroups: { level1Ids: [] } },
      '`filter.hierarchyGroups.level1Ids`: must have at least 1 item; leave it out to ask for all.',
    ],
    [
      { tags: { any: [[{ key: 'topic' }], []] } },
      '`filter.tags.any.1`: must have at least 1 item; leave it out to ask for all.',
    ],
  ])('are not searched by %o, which Connect would refuse, or take for no condition', async (filter, message) => {
    gateway.emulator.ledger.clear();
    const { errors } = await gateway.graphql(query, { filter });
    expect(errors[0]).toMatchObject({ message, extensions: { code: 'BAD_USER_INPUT' } });
    expect(gateway.emulator.ledger.entries()).toEqual([]);
  });
});

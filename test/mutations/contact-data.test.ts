import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { contacts, instanceArn, queues, users } from '../support/demo.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { describeMutations } from '../support/mutation-cases.js';
import { Stock } from '../support/stock.js';

const stock = new Stock();

const hour = 3_600_000;
const queueArn = `${instanceArn}/queue/${queues.general}`;
const inTheFuture = (ms: number) => new Date(Date.now() + ms).toISOString();
const named = (name: string, value: string) => ({ name, value });
const notSuitable = { __typename: 'ConnectContactNotSuitableError' };
const missing = { __typename: 'ConnectResourceNotFoundError', resource: 'CONTACT', resourceId: 'nobody' };
const violations = (...all: readonly (readonly [path: string, message: string])[]) => ({
  __typename: 'ConnectInvalidInputError',
  violations: all.map(([path, message]) => ({ path: path === '' ? [] : path.split('.'), message })),
});

/** Makes a mutation of this file, which must succeed. */
async function apply<Input extends object>(gateway: TestGateway, operation: string, input: Input): Promise<Input> {
  const mutation = operation.charAt(0).toLowerCase() + operation.slice(1);
  const document = `mutation ($input: ${operation}Input!) { result: ${mutation}(input: $input) { __typename } }`;
  const { data } = await gateway.graphql(document, { input });
  if (data.result.__typename !== `${operation}Success`) throw new Error(data.result.__typename);
  return input;
}

const expiry = (integer: number) => [
  { name: 'connect:ContactExpiry', value: { map: [{ name: 'ExpiryDuration', value: { integer } }] } },
];
const endpoint = (address: string) => ({ type: 'TELEPHONE_NUMBER', address });

describeMutations(
  [
    {
      mutation: 'updateContact',
      input: () => ({
        contactId: stock.take('task'),
        name: 'Another name',
        description: 'And what it is about',
        references: [{ ...named('Order', 'https://shop.example.com/orders/1'), type: 'URL' }],
        segmentAttributes: [{ name: 'plan', value: { string: 'plus' } }, ...expiry(600)],
      }),
      selection: 'contactId contact { name description references { name value } }',
      success: ({ contactId }) => ({
        contactId,
        contact: {
          name: 'Another name',
          description: 'And what it is about',
          references: [named('Order', 'https://shop.example.com/orders/1')],
        },
      }),
      refusals: [
        {
          title: 'refuses what is for external audio only, and says of which subtype the contact is',
          input: () => ({ contactId: contacts.voice, queueId: queues.general }),
          answer: { ...notSuitable, reason: 'SUBTYPE_NOT_SUPPORTED', channel: 'VOICE' },
        },
        {
          title: 'refuses a new expiry of what has ended',
          input: () => ({ contactId: contacts.ended, segmentAttributes: expiry(90) }),
          answer: { ...notSuitable, reason: 'STATE_NOT_SUPPORTED', state: 'ENDED', connectError: 'ConflictException' },
        },
        {
          title: 'names a segment attribute that is not predefined',
          input: () => ({
            contactId: contacts.ended,
            segmentAttributes: ['plan', 'mood'].map((name) => ({ name, value: { string: 'x' } })),
          }),
          answer: { __typename: 'ConnectResourceNotFoundError', resource: 'PREDEFINED_ATTRIBUTE', resourceId: 'mood' },
        },
        {
          title: 'names one that is not predefined also when looking for another fails',
          input: (gateway) => {
            const operation = 'DescribePredefinedAttribute';
            gateway.emulator.faults.add({ operation, fault: 'error', error: 'InvalidRequestException' });
            const segmentAttributes = ['mood', 'weather'].map((name) => ({ name, value: { string: 'x' } }));
            return { contactId: contacts.ended, segmentAttributes };
          },
          answer: {
            ...{ __typename: 'ConnectResourceNotFoundError', resource: 'PREDEFINED_ATTRIBUTE' },
            resourceId: expect.stringMatching(/^(mood|weather)$/),
          },
        },
        {
          title: 'past 4,096 bytes of references says how many there are',
          input: async (gateway) => {
            const contactId = stock.take('task');
            const references = [{ ...named('a', 'x'.repeat(2_999)), type: 'STRING' }];
            await apply(gateway, 'UpdateContact', { contactId, references });
            return { contactId, references: [{ ...named('b', 'x'.repeat(1_999)), type: 'STRING' }] };
          },
          answer: {
            __typename: 'ConnectLimitReachedError',
            limit: 'CONTACT_REFERENCE_BYTES',
            maximum: 4_096,
            current: 3_000,
          },
        },
        {
          title: 'names a contact that does not exist',
          input: () => ({ contactId: 'nobody', name: 'x' }),
          answer: missing,
        },
        {
          title: 'refuses an input that changes nothing',
          input: () => ({ contactId: contacts.ended }),
          answer: violations(['', 'must have at least one field to change.']),
        },
        {
          title: 'names the fields of attributes and endpoints that are wrong, however deep they are',
          input: () => ({
            contactId: contacts.ended,
            segmentAttributes: [
              { name: 'plan', value: { string: 'x'.repeat(1_025) } },
              {
                name: 'deep',
                value: {
                  map: [
                    { name: 'ok', value: { integer: 1 } },
                    { name: '', value: { string: '' } },
                  ],
                },
              },
              { name: 'plan', value: { string: '' } },
            ],
            customerEndpoint: endpoint('1'.repeat(257)),
            userId: 'x'.repeat(257),
          }),
          answer: violations(
            ['segmentAttributes.2.name', 'is given twice.'],
            ['segmentAttributes.1.value.map.1', 'must have at least 1 characters, not 0.'],
            ['userId', 'must have at most 256 characters, not 257.'],
            ['customerEndpoint.address', 'must have at most 256 characters, not 257.'],
          ),
        },
      ],
    },
    {
      mutation: 'updateContactAttributes',
      looksFirst: 'once',
      input: () => ({ contactId: stock.take('task'), attributes: [named('plan', 'gold'), named('drop', '')] }),
      selection: 'contactId contact { attributes { name value } initialContact { attributes { name value } } }',
      success: ({ contactId }) => {
        const attributes = [named('plan', 'gold')];
        return { contactId, contact: { attributes, initialContact: { attributes } } };
      },
      refusals: [
        {
          title: 'past 32,768 bytes in all says how many there are',
          input: async (gateway) => {
            const contactId = stock.take('task');
            await apply(gateway, 'UpdateContactAttributes', {
              contactId,
              attributes: [named('a', 'ä'.repeat(15_000))],
            });
            return { contactId, attributes: [named('b', 'x'.repeat(3_000))] };
          },
          answer: {
            __typename: 'ConnectLimitReachedError',
            limit: 'CONTACT_ATTRIBUTE_BYTES',
            maximum: 32_768,
            current: 30_001,
          },
        },
        {
          title: 'names a contact that does not exist, before any call',
          input: () => ({ contactId: 'nobody', attributes: [named('a', 'b')] }),
          answer: missing,
        },
        {
          title: 'refuses names that Connect does not take, and too much at once',
          input: () => ({
            contactId: '',
            attributes: [
              named('fine-1_a', 'b'),
              named('not fine', 'b'),
              named('big', 'x'.repeat(32_767)),
              named('', ''),
            ],
          }),
          answer: violations(
            ['contactId', 'must not be empty.'],
            ['attributes.1', 'must have a name of letters, digits, dashes and underscores only.'],
            ['attributes', 'must have at most 32768 UTF-8 bytes in all, not 32788.'],
            ['attributes.3', 'must have at least 1 characters, not 0.'],
          ),
        },
      ],
    },
    {
      mutation: 'updateContactSchedule',
      input: () => ({ contactId: stock.take('scheduledTask'), scheduledAt: inTheFuture(5 * hour) }),
      selection: 'contactId contact { scheduledAt state }',
      success: ({ contactId, scheduledAt }) => ({ contactId, contact: { scheduledAt, state: 'SCHEDULED' } }),
      refusals: [
        {
          title: 'refuses a task that is not scheduled',
          input: () => ({ contactId: stock.take('task'), scheduledAt: inTheFuture(hour) }),
          answer: { ...notSuitable, reason: 'STATE_NOT_SUPPORTED', state: 'IN_FLOW' },
        },
        {
          title: 'refuses what is not a task',
          input: () => ({ contactId: contacts.chat, scheduledAt: inTheFuture(hour) }),
          answer: { ...notSuitable, reason: 'CHANNEL_NOT_SUPPORTED', channel: 'CHAT' },
        },
        {
          title: 'past twenty times names the limit',
          input: async (gateway) => {
            const contactId = stock.take('scheduledTask');
            for (let times = 1; times <= 20; times++) {
              await apply(gateway, 'UpdateContactSchedule', { contactId, scheduledAt: inTheFuture(times * hour) });
            }
            return { contactId, scheduledAt: inTheFuture(hour) };
          },
          answer: { __typename: 'ConnectLimitReachedError', limit: 'CONTACT_RESCHEDULES', maximum: 20, current: null },
        },
        {
          title: 'refuses a time in the past',
          input: () => ({ contactId: contacts.scheduled, scheduledAt: inTheFuture(-hour) }),
          answer: violations(['scheduledAt', 'must not be in the past.']),
        },
        {
          title: 'refuses a time too far ahead',
          input: () => ({ contactId: contacts.scheduled, scheduledAt: inTheFuture(91 * 24 * hour) }),
          answer: violations(['scheduledAt', 'must be within 90 days.']),
        },
        {
          title: 'names a contact that does not exist',
          input: () => ({ contactId: 'nobody', scheduledAt: inTheFuture(hour) }),
          answer: missing,
        },
      ],
    },
    {
      mutation: 'updateContactRoutingData',
      input: () => ({
        contactId: stock.take('task'),
        turn: { queuePriority: 2 },
        routingSteps: [
          { expression: { condition: { userIds: [users.ines] } }, durationSeconds: 30 },
          {
            expression: {
              or: [
                { condition: { proficiency: { ...named('Language', 'French'), minLevel: 3 } } },
                {
                  and: [
                    { notCondition: { proficiency: { ...named('Language', 'English'), minLevel: 1, maxLevel: 2.5 } } },
                  ],
                },
              ],
            },
          },
        ],
      }),
      success: ({ contactId }) => ({ contactId }),
      refusals: [
        {
          title: 'refuses a contact that an agent has',
          input: () => ({ contactId: stock.take('chat'), turn: { queueTimeAdjustmentSeconds: 60 } }),
          answer: { ...notSuitable, reason: 'STATE_NOT_SUPPORTED', state: 'CONNECTED_TO_USER' },
        },
        {
          title: 'refuses a contact that has ended',
          input: () => ({ contactId: contacts.ended, turn: { queuePriority: 1 } }),
          answer: { ...notSuitable, reason: 'STATE_NOT_SUPPORTED', state: 'ENDED' },
        },
        {
          title: 'names a contact that does not exist',
          input: () => ({ contactId: 'nobody', turn: { queuePriority: 1 } }),
          answer: missing,
        },
        {
          title: 'does not put it down to the contact that something is not found',
          input: (gateway) => {
            const operation = 'UpdateContactRoutingData';
            gateway.emulator.faults.add({ operation, fault: 'error', error: 'ResourceNotFoundException' });
            return { contactId: contacts.ended, turn: { queuePriority: 1 } };
          },
          answer: { __typename: 'ConnectResourceNotFoundError', resource: null, resourceId: null },
        },
        {
          title: 'refuses an input that changes nothing',
          input: () => ({ contactId: contacts.ended }),
          answer: violations(['', 'must have `turn` or `routingSteps`.']),
        },
        {
          title: 'refuses no steps at all, and a priority below one',
          input: () => ({ contactId: contacts.ended, turn: { queuePriority: 0 }, routingSteps: [] }),
          answer: violations(
            ['routingSteps', 'must have at least one step.'],
            ['turn.queuePriority', 'must be at least 1, not 0.'],
          ),
        },
        {
          title: 'names the fields of expressions that are wrong, however deep they are',
          input: () => ({
            contactId: contacts.ended,
            routingSteps: [
              { expression: { condition: { userIds: ['x'.repeat(257), queueArn] } }, durationSeconds: 0 },
              {
                expression: {
                  and: [
                    { notCondition: { proficiency: { ...named('', 'b'), minLevel: 0.5 } } },
                    { or: [{ condition: { proficiency: { ...named('a', ''), minLevel: 1, maxLevel: 6 } } }] },
                  ],
                },
              },
            ],
          }),
          answer: violations(
            ['routingSteps.0.expression.condition.userIds.1', 'must be the id or the ARN of a user.'],
            ['routingSteps.0.durationSeconds', 'must be at least 1, not 0.'],
            ['routingSteps.0.expression.condition.userIds.0', 'must have at most 256 characters, not 257.'],
            [
              'routingSteps.1.expression.and.0.notCondition.proficiency.name',
              'must have at least 1 characters, not 0.',
            ],
            ['routingSteps.1.expression.and.0.notCondition.proficiency.minLevel', 'must be at least 1, not 0.5.'],
            [
              'routingSteps.1.expression.and.1.or.0.condition.proficiency.value',
              'must have at least 1 characters, not 0.',
            ],
            ['routingSteps.1.expression.and.1.or.0.condition.proficiency.maxLevel', 'must be at most 5, not 6.'],
          ),
        },
      ],
    },
    {
      mutation: 'untagContact',
      input: async (gateway) => {
        const contactId = stock.take('task');
        await apply(gateway, 'TagContact', {
          contactId,
          tags: [
            { key: 'a', value: 'x' },
            { key: 'b', value: 'y' },
          ],
        });
        return { contactId, tagKeys: ['a', 'never-there'] };
      },
      selection: 'contactId contact { tags(keys: ["a", "b"]) { key value } }',
      success: ({ contactId }) => ({ contactId, contact: { tags: [{ key: 'b', value: 'y' }] } }),
      refusals: [
        {
          title: 'names a contact that does not exist',
          input: () => ({ contactId: 'nobody', tagKeys: ['a'] }),
          answer: missing,
        },
        {
          title: 'refuses no keys, more than six and those of Amazon itself before any call',
          input: () => ({
            contactId: contacts.ended,
            tagKeys: ['aws:connect:instanceId', 'b', 'c', 'd', 'e', 'f', 'g'],
          }),
          answer: violations(
            ['tagKeys', 'must have at most 6 items, not 7.'],
            [
              'tagKeys.0',
              'must be a tag key: letters (A-Z, a-z), digits and + , - . / : ; < = _ only, and it must not begin with "aws:".',
            ],
          ),
        },
      ],
    },
  ],
  { emulator: { worldFile: stock.worldFile } },
);

describe('a call that another system carries', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.close());

  test('gets queue, agent and endpoints, also when the answer is lost', async () => {
    const contactId = `${instanceArn}/contact/cccccccc-0000-4000-8000-000000000205`;
    const input = {
      contactId,
      queueId: queueArn,
      userId: users.ines,
      customerEndpoint: endpoint('+12065550188'),
      systemEndpoint: endpoint('+12065550189'),
    };
    gateway.emulator.faults.add({ operation: 'UpdateContact', fault: 'resetAfterCommit' });
    const { data } = await gateway.graphql(
      `mutation ($input: UpdateContactInput!) { updateContact(input: $input) { __typename ... on UpdateContactSuccess {
        contact { queue { id } user { id } customerEndpoint { address } systemEndpoint { address } } } } }`,
      { input },
    );
    expect(data.updateContact).toEqual({
      __typename: 'UpdateContactSuccess',
      contact: {
        queue: { id: queues.general },
        user: { id: users.ines },
        customerEndpoint: { address: '+12065550188' },
        systemEndpoint: { address: '+12065550189' },
      },
    });
  });
});

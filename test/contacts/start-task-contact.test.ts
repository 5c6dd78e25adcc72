import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { CreateTaskDocument, type StartTaskContactInput, WholeContactDocument } from '../generated/graphql.js';
import { contacts, flows, instanceArn } from '../support/demo.js';
import { refusalIn, wrongOneOf } from '../support/differences.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { assertError, assertSuccess } from '../support/result.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());
afterEach(() => {
  gateway.emulator.faults.clear();
  gateway.emulator.ledger.clear();
});

const source = { contactFlowId: flows.inbound };

async function start(input: StartTaskContactInput) {
  const { data, errors } = await gateway.graphql(CreateTaskDocument, { input });
  expect(errors).toEqual([]);
  return data?.startTaskContact;
}

async function contact(id: string) {
  const { data, errors } = await gateway.graphql(WholeContactDocument, { id });
  expect(errors).toEqual([]);
  return data?.connect?.contact;
}

describe('a task', () => {
  test('holds what it was given', async () => {
    const result = await start({
      name: 'Call back',
      description: 'About the contract',
      source,
      attributes: [
        { name: 'orderId', value: '1048' },
        { name: 'tier', value: '' },
      ],
      references: [{ name: 'order', type: 'URL', value: 'https://shop.example.com/1048' }],
      relatedContactId: contacts.email,
    });
    assertSuccess(result);
    expect(await contact(result.contactId)).toMatchObject({
      channel: 'TASK',
      initiationMethod: 'API',
      state: 'IN_FLOW',
      name: 'Call back',
      description: 'About the contract',
      attributes: [
        { name: 'orderId', value: '1048' },
        { name: 'tier', value: '' },
      ],
      references: [{ name: 'order', type: 'URL', typeRaw: 'URL', value: 'https://shop.example.com/1048' }],
      relatedContact: { id: contacts.email },
      transferCount: 0,
      transferability: { allowed: true, reason: null },
    });
  });

  test('that is scheduled waits until its time', async () => {
    const scheduledAt = new Date(gateway.emulator.world.clock.now().getTime() + 3_600_000).toISOString();
    const result = await start({ name: 'Later', source, scheduledAt });
    assertSuccess(result);
    expect(await contact(result.contactId)).toMatchObject({
      state: 'SCHEDULED',
      scheduledAt: expect.stringContaining(scheduledAt.slice(0, 19)),
      transferability: { allowed: false, reason: 'CONTACT_NOT_ACTIVE' },
    });
  });

  test('is created once, however often it is asked for with one token', async () => {
    const input = { name: 'Once', source, clientToken: 'task-token' };
    const [first, second] = [await start(input), await start(input)];
    assertSuccess(first);
    assertSuccess(second);
    expect(second.contactId).toBe(first.contactId);
    assertError(await start({ ...input, name: 'Other' }), 'ConnectIdempotencyError');
  });

  test('is found at once after it was made, though the reads of Connect lag behind', async () => {
    gateway.emulator.faults.add({ operation: 'DescribeContact', fault: 'error', error: 'ResourceNotFoundException' });
    const { data, errors } = await gateway.graphql(
      `mutation ($input: StartTaskContactInput!) { startTaskContact(input: $input) {
        ... on StartTaskContactSuccess { contact { name } } } }`,
      { input: { name: 'Fresh', source } },
    );
    expect(errors).toEqual([]);
    expect(data.startTaskContact.contact).toEqual({ name: 'Fresh' });
    expect(gateway.emulator.ledger.entries('DescribeContact').map(({ status }) => status)).toEqual([404, 200]);
  });
});

describe('a task that cannot be created', () => {
  test.each([
    ['attributes of too many bytes', { attributes: [{ name: 'a', value: 'é'.repeat(16_384) }] }, 'attributes'],
    [
      'a name given twice',
      {
        attributes: [
          { name: 'a', value: '1' },
          { name: 'a', value: '2' },
        ],
      },
      'attributes.1.name',
    ],
    [
      'references of too many bytes',
      { references: [{ name: 'r', type: 'STRING' as const, value: 'x'.repeat(4_096) }] },
      'references',
    ],
    ['too long a name', { name: 'n'.repeat(1_025) }, 'name'],
    ['too long a description', { description: 'd'.repeat(4_097) }, 'description'],
    ['an empty quick connect', { source: { quickConnectId: '' } }, 'source.quickConnectId'],
  ])('for %s names the field, and calls nothing', async (_what, part, path) => {
    const result = await start({ name: 'n', source, ...part });
    assertError(result, 'ConnectInvalidInputError');
    expect(result.violations.map((violation) => violation.path.join('.'))).toEqual([path]);
    expect(gateway.emulator.ledger.entries()).toEqual([]);
  });

  test('takes attributes up to the very last byte', async () => {
    assertSuccess(await start({ name: 'n', source, attributes: [{ name: 'a', value: 'x'.repeat(32_767) }] }));
  });

  test.each([
    ['a flow', { source: { contactFlowId: 'no-flow' } }, 'CONTACT_FLOW', 'no-flow'],
    ['a quick connect', { source: { quickConnectId: 'no-quick' } }, 'QUICK_CONNECT', 'no-quick'],
    ['a template', { source: { template: { taskTemplateId: 'no-template' } } }, 'TASK_TEMPLATE', 'no-template'],
    ['a contact before it', { previousContactId: 'no-contact' }, 'CONTACT', 'no-contact'],
    ['a related contact', { relatedContactId: 'no-contact' }, 'CONTACT', 'no-contact'],
  ])('because %s is missing says which', async (_what, part, resource, resourceId) => {
    const result = await start({ name: 'n', source, ...part });
    assertError(result, 'ConnectResourceNotFoundError');
    expect(result).toMatchObject({ resource, resourceId });
  });

  test.each([
    'InvalidRequestException',
    'InvalidParameterException',
    'ThrottlingException',
    'ServiceQuotaExceededException',
    'InternalServiceException',
  ] as const)('by %s is told so', async (error) => {
    gateway.emulator.faults.add({ operation: 'StartTaskContact', fault: 'error', error, times: 3 });
    const result = await start({ name: 'n', source });
    assertError(result, `Connect${error.replace('Exception', 'Error')}` as 'ConnectInvalidRequestError');
  });

  test.each([
    ['two sources', { contactFlowId: 'f', quickConnectId: 'q' }],
    ['no source', {}],
  ])('with %s is refused with the remedy', async (_what, wrong) => {
    const answer = await gateway.graphql(CreateTaskDocument.toString(), { input: { name: 'n', source: wrong } });
    const remedy = 'Give exactly one of `contactFlowId`, `quickConnectId`, `template`';
    expect(refusalIn(answer, remedy)).toEqual(wrongOneOf.variable);
  });
});

test('a task may be named by ARNs throughout', async () => {
  const result = await start({
    name: 'By ARN',
    source: { contactFlowId: `${instanceArn}/contact-flow/${flows.inbound}` },
    instanceId: instanceArn,
  });
  assertSuccess(result);
});

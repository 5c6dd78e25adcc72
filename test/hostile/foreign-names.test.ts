import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { evaluated, filed, instanceId, newTask, queues, users } from '../support/demo.js';
import { inJson, startTampered, type TamperedGateway } from '../support/tampering.js';

let gateway: TamperedGateway;
beforeAll(async () => {
  gateway = await startTampered();
});
afterAll(() => gateway.close());
afterEach(() => {
  gateway.tamper(() => {});
  // Nothing that came from outside may have reached what all objects share.
  expect(Object.keys(Object.prototype)).toEqual([]);
});

const here = `connect(instanceId: "${instanceId}")`;
/** Names that every plain object answers to, though it has no such member. */
const inherited = Object.getOwnPropertyNames(Object.prototype);

/** Refuses an operation with an exception of this name. */
function refuse(operation: string, exception: string, status = 400): void {
  gateway.tamper((called, answer) => {
    if (called !== operation) return;
    answer.status = status;
    answer.headers['x-amzn-errortype'] = exception;
    answer.body = '{"Message": "no"}';
  });
}

test('these are the names that are tried', () => {
  expect(inherited).toEqual(
    expect.arrayContaining(['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty', '__defineGetter__']),
  );
});

describe.each([...inherited, 'prototype', 'NobodyKnowsThisException'])('an exception named %s', (exception) => {
  test('is unexpected in a query, by its name', async () => {
    refuse('DescribeQueue', exception);
    const { data, errors } = await gateway.graphql(`{ ${here} { queue(id: "${queues.general}") { name } } }`);
    expect(data.connect.queue).toBeNull();
    expect(errors).toMatchObject([
      {
        message: `Connect refused DescribeQueue with ${exception}.`,
        extensions: { code: 'CONNECT_UNEXPECTED', retryable: false, awsName: exception },
      },
    ]);
  });

  test('is unexpected in a mutation, by its name', async () => {
    refuse('StopContact', exception);
    const { data, errors } = await gateway.graphql(`mutation { stopContact(input: { contactId: "c" }) { __typename
      ... on ConnectError { retryable } ... on ConnectUnexpectedError { awsName } } }`);
    expect(errors).toEqual([]);
    expect(data.stopContact).toEqual({ __typename: 'ConnectUnexpectedError', retryable: false, awsName: exception });
  });

  test('explains no refused transfer', async () => {
    refuse('TransferContact', exception);
    const { data, errors } = await gateway.graphql(
      `mutation { transferContact(input: { contactId: "c", contactFlowId: "f", destination: { queueId: "q" } }) {
        __typename ... on ConnectUnexpectedError { awsName } } }`,
    );
    expect(errors).toEqual([]);
    expect(data.transferContact).toEqual({ __typename: 'ConnectUnexpectedError', awsName: exception });
  });
});

describe('an exception whose name is none', () => {
  test.each([
    ['a blank in it', 'Throttling Exception'],
    ['more than 100 letters', 'X'.repeat(101)],
    ['a mark', 'Throttling<b>'],
    ['nothing but a namespace', 'com.amazonaws.connect#'],
  ])('%s: the answer did not come from Connect', async (_, exception) => {
    refuse('DescribeQueue', exception);
    const { errors } = await gateway.graphql(`{ ${here} { queue(id: "${queues.general}") { name } } }`);
    expect(errors).toMatchObject([
      { message: 'The answer did not come from Connect.', extensions: { code: 'CONNECT_UNAVAILABLE' } },
    ]);
  });

  test.each([
    ['a namespace before it', 'com.amazonaws.connect#ResourceConflictException', 'CONNECT_RESOURCE_CONFLICT'],
    ['an address after it', 'ConflictException:http://internal.amazon.com/', 'CONNECT_CONFLICT'],
  ])('%s is no part of it', async (_, exception, code) => {
    refuse('DescribeHoursOfOperation', exception);
    const { errors } = await gateway.graphql(`{ ${here} { hoursOfOperation(id: "h") { name } } }`);
    expect(errors).toMatchObject([{ extensions: { code } }]);
  });
});

describe('the error code of one file among several', () => {
  test.each([
    ['constructor', { code: 'CONNECT_UNEXPECTED', awsName: 'constructor' }],
    ['AccessDeniedException', { code: 'CONNECT_ACCESS_DENIED' }],
    ['x'.repeat(10_000), { code: 'CONNECT_UNEXPECTED', awsName: null }],
    ['a b', { code: 'CONNECT_UNEXPECTED', awsName: null }],
  ])('%.20s', async (ErrorCode, extensions) => {
    gateway.tamper((operation, answer) => {
      if (operation !== 'BatchGetAttachedFileMetadata') return;
      inJson(answer, () => ({ Files: [], Errors: [{ FileId: filed.file, ErrorCode, ErrorMessage: 'm' }] }));
    });
    const { errors } = await gateway.graphql(
      `{ ${here} { contact(id: "${filed.contact}") { attachedFiles(ids: ["${filed.file}"]) { fileName } } } }`,
    );
    expect(errors).toMatchObject([{ extensions }]);
    expect(errors[0]?.message.length).toBeLessThan(300);
  });

  test.each([
    ['constructor'],
    [{ constructor: 'x' }],
    [{ InvalidRequestReason: { deep: 'x' } }],
    [{ ['__proto__']: 'INVALID_FILE_SIZE x' }],
    [[]],
    [5],
  ])('and a Reason of the form %j is none', async (Reason) => {
    gateway.tamper((operation, answer) => {
      if (operation !== 'StartAttachedFileUpload') return;
      answer.status = 400;
      answer.headers['x-amzn-errortype'] = 'InvalidRequestException';
      answer.body = JSON.stringify({ Message: 'no', Reason });
    });
    const { data, errors } = await gateway.graphql(
      `mutation { startAttachedFileUpload(input: { attachedTo: { contactId: "${filed.contact}" }, fileName: "a.pdf", sizeInBytes: 5 }) {
        __typename } }`,
    );
    expect(errors).toEqual([]);
    expect(data.startAttachedFileUpload).toEqual({ __typename: 'ConnectInvalidRequestError' });
  });
});

describe('names of members come through as data', () => {
  const names = ['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'valueOf'];

  test('of tags and attributes in an answer', async () => {
    const map = `{${names.map((name) => `"${name}": "of ${name}"`).join(', ')}}`;
    gateway.tamper((operation, answer) => {
      if (operation !== 'DescribeContact') return;
      inJson(answer, (json: { Contact: object }) => ({ Contact: { ...json.Contact, Tags: 0, Attributes: 1 } }));
      answer.body = answer.body.replace('"Tags":0', `"Tags":${map}`).replace('"Attributes":1', `"Attributes":${map}`);
    });
    const { data, errors } = await gateway.graphql(`{ ${here} { contact(id: "${evaluated.contact}") {
      tags { key value } one: tags(keys: ["constructor"]) { key } attributes { name value } } } }`);
    expect(errors).toEqual([]);
    const { tags, one, attributes } = data.connect.contact;
    expect(tags).toEqual(names.map((key) => ({ key, value: `of ${key}` })));
    expect(one).toEqual([{ key: 'constructor' }]);
    expect(attributes).toEqual(names.map((name) => ({ name, value: `of ${name}` })));
  });

  test('of channels for which an agent has slots', async () => {
    gateway.tamper((operation, answer) => {
      if (operation !== 'GetCurrentUserData') return;
      inJson(answer, (json: { UserDataList: object[] }) => ({
        UserDataList: json.UserDataList.map((data) => ({
          ...data,
          MaxSlotsByChannel: { constructor: 1 },
          ActiveSlotsByChannel: { toString: 2 },
          AvailableSlotsByChannel: {},
        })),
      }));
    });
    const { data, errors } = await gateway.graphql(
      `{ ${here} { user(id: "${users.ines}") { current { slots { channel channelRaw max active available } } } } }`,
    );
    expect(errors).toEqual([]);
    expect(data.connect.user.current.slots).toEqual([
      { channel: 'UNKNOWN', channelRaw: 'constructor', max: 1, active: null, available: null },
      { channel: 'UNKNOWN', channelRaw: 'toString', max: null, active: 2, available: null },
    ]);
  });

  test('of metrics, channels and units', async () => {
    gateway.tamper((operation, answer) => {
      if (operation !== 'GetCurrentMetricData') return;
      inJson(answer, () => ({
        MetricResults: [
          {
            Dimensions: { Channel: 'valueOf' },
            Collections: [{ Metric: { Name: 'constructor', Unit: '__proto__' }, Value: 1 }],
          },
        ],
      }));
    });
    const { data, errors } = await gateway.graphql(`{ ${here} {
      currentMetrics(metrics: [CONTACTS_IN_QUEUE], filter: { of: { queueIds: ["${queues.general}"] } }) {
        nodes { channel channelRaw metrics { name nameRaw unit unitRaw value } } } } }`);
    expect(errors).toEqual([]);
    expect(data.connect.currentMetrics.nodes).toEqual([
      {
        channel: 'UNKNOWN',
        channelRaw: 'valueOf',
        metrics: [{ name: 'UNKNOWN', nameRaw: 'constructor', unit: 'UNKNOWN', unitRaw: '__proto__', value: 1 }],
      },
    ]);
  });

  test('of what a client writes, on its way to Connect and back', async () => {
    const contactId = await newTask(gateway);
    const input = { contactId, attributes: names.map((name) => ({ name, value: `of ${name}` })) };
    const set = await gateway.graphql(
      'mutation ($input: UpdateContactAttributesInput!) { updateContactAttributes(input: $input) { __typename } }',
      { input },
    );
    expect(set.data.updateContactAttributes).toEqual({ __typename: 'UpdateContactAttributesSuccess' });
    const { data } = await gateway.graphql(`{ ${here} { contact(id: "${contactId}") { attributes { name value } } } }`);
    expect(data.connect.contact.attributes).toEqual(names.map((name) => ({ name, value: `of ${name}` })));
  });

  test('of tags that a lost call added or removed, which is found out', async () => {
    const contactId = await newTask(gateway);
    const lose = (operation: string) => gateway.emulator.faults.add({ operation, fault: 'resetAfterCommit' });
    const tags = ['constructor', 'valueOf'].map((key) => ({ key, value: 'v' }));
    lose('TagContact');
    const tagged = await gateway.graphql(
      'mutation ($input: TagContactInput!) { tagContact(input: $input) { __typename } }',
      { input: { contactId, tags, clientToken: randomUUID() } },
    );
    expect(tagged.data.tagContact).toEqual({ __typename: 'TagContactSuccess' });
    lose('UntagContact');
    const untagged = await gateway.graphql(
      'mutation ($input: UntagContactInput!) { untagContact(input: $input) { __typename } }',
      { input: { contactId, tagKeys: ['constructor', 'valueOf', 'toString'], clientToken: randomUUID() } },
    );
    expect(untagged.data.untagContact).toEqual({ __typename: 'UntagContactSuccess' });
  });

  test('of attributes that a lost call removed, which is found out', async () => {
    const contactId = await newTask(gateway);
    gateway.emulator.faults.add({ operation: 'UpdateContactAttributes', fault: 'resetAfterCommit' });
    const input = { contactId, attributes: [{ name: 'toString', value: '' }] };
    const { data } = await gateway.graphql(
      'mutation ($input: UpdateContactAttributesInput!) { updateContactAttributes(input: $input) { __typename } }',
      { input },
    );
    expect(data.updateContactAttributes).toEqual({ __typename: 'UpdateContactAttributesSuccess' });
  });

  test('of a segment attribute whose value is wrong, in the path of the violation', async () => {
    const contactId = await newTask(gateway);
    const segmentAttributes = names.map((name) => ({ name, value: { string: 'x'.repeat(2_000) } }));
    const { data, errors } = await gateway.graphql(
      `mutation ($input: UpdateContactInput!) { updateContact(input: $input) { __typename
        ... on ConnectInvalidInputError { violations { path } } } }`,
      { input: { contactId, segmentAttributes } },
    );
    expect(errors).toEqual([]);
    const paths = names.map((_name, index) => ({ path: ['segmentAttributes', String(index), 'value', 'string'] }));
    expect(data.updateContact.violations).toEqual(paths);
  });
});

test('a fragment, an alias and an operation may be called __proto__ and constructor', async () => {
  const { data, errors } = await gateway.graphql(
    `query constructor { ${here} { __proto__: queue(id: "${queues.general}") { ...__proto__ } } }
     fragment __proto__ on ConnectQueue { constructor: id ...toString }
     fragment toString on ConnectQueue { valueOf: id }`,
  );
  expect(errors).toEqual([]);
  expect(Object.entries(data.connect)).toEqual([
    ['__proto__', { constructor: queues.general, valueOf: queues.general }],
  ]);
});

test('a reference to a type that is called like a member of every object is none', async () => {
  const { errors } = await gateway.graphql('query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }', {
    r: inherited.map((name) => ({ __typename: name, id: 'x' })),
  });
  expect(errors).toHaveLength(inherited.length);
  for (const { extensions } of errors) expect(extensions.code).toBe('BAD_USER_INPUT');
});

import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { contacts, instanceId, queues, users } from '../support/demo.js';
import { testLog } from '../support/log.js';
import { inJson, startTampered, type TamperedGateway } from '../support/tampering.js';

const { log, lines } = testLog();
let gateway: TamperedGateway;
beforeAll(async () => {
  gateway = await startTampered({ log });
});
afterAll(() => gateway.close());
afterEach(() => gateway.tamper(() => {}));

type Row = Record<string, unknown>;

/** Changes the JSON that an operation answers with. */
function change(operation: string, by: (json: never) => unknown): void {
  gateway.tamper((called, answer) => {
    if (called === operation && answer.status === 200) inJson(answer, by);
  });
}

async function ask(selection: string, instances: readonly string[] = [instanceId]) {
  const { data, errors } = await gateway.graphql(`{ connect(instanceId: "${instances[0]}") { ${selection} } }`);
  return { data: data.connect, errors: errors.map(({ message, extensions: { code } }) => ({ message, code })) };
}
const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

describe('a row of a list', () => {
  test.each([
    ['without its id', undefined],
    ['with an empty id', ''],
    ['with a number for an id', 5],
    ['with an id of 10,000 characters', 'x'.repeat(10_000)],
    ['with a control character in its id', 'a\u0000b'],
  ])('%s is left out, and the others stay', async (_, QueueId) => {
    const before = await ask('queues(first: 3) { nodes { id } }');
    change('SearchQueues', (json: { Queues: Row[] }) => ({
      ...json,
      Queues: json.Queues.map((queue, index) => (index === 1 ? { ...queue, QueueId } : queue)),
    }));
    const { data, errors } = await ask('queues(first: 3) { nodes { id name } }');
    expect(errors).toEqual([]);
    const [first, , third] = idsOf(before.data.queues.nodes);
    expect(idsOf(data.queues.nodes).slice(0, 2)).toEqual([first, third]);
  });

  test.each([null, 5, 'text', true])('that is %j is left out, and the log says how much was', async (odd) => {
    const before = await ask('queues { nodes { id } }');
    change('SearchQueues', (json: { Queues: Row[] }) => ({ ...json, Queues: [odd, ...json.Queues, odd] }));
    const { data, errors } = await ask('queues { nodes { id } }');
    expect(errors).toEqual([]);
    expect(data).toEqual(before.data);
    expect(lines('connect call').at(-1)).toMatchObject({ operation: 'SearchQueues', outcome: 'ok', malformed: 2 });
  });

  test('that comes twice is told twice, as Connect has it', async () => {
    change('SearchQueues', (json: { Queues: Row[] }) => ({ ...json, Queues: [json.Queues[0], ...json.Queues] }));
    const { data } = await ask('queues(first: 3) { nodes { id } }');
    const [one, other] = idsOf(data.queues.nodes);
    expect(one).toBe(other);
  });

  test('of a chain that comes twice is counted once', async () => {
    const asked = `contact(id: "${contacts.transferredTenTimes}") { transferCount chain { totalCount nodes { id } } }`;
    const before = await ask(asked);
    change('ListAssociatedContacts', (json: { ContactSummaryList: Row[] }) => ({
      ContactSummaryList: [...json.ContactSummaryList, null, ...json.ContactSummaryList, {}],
    }));
    expect(await ask(asked)).toEqual(before);
    expect(before.data.contact.transferCount).toBe(10);
  });
});

test('a chain in which the contact itself is missing is not told as whole', async () => {
  change('ListAssociatedContacts', (json: { ContactSummaryList: Row[] }) => ({
    ContactSummaryList: json.ContactSummaryList.filter(({ ContactId }) => ContactId !== contacts.transferredTenTimes),
  }));
  const { data, errors } = await ask(`contact(id: "${contacts.transferredTenTimes}") { transferCount }`);
  expect(data.contact.transferCount).toBeNull();
  expect(errors).toEqual([
    { code: 'CONNECT_UNEXPECTED', message: 'Connect did not list the contact in its own chain.' },
  ]);
});

describe('a page that is larger than was asked for', () => {
  const paged = (first: number, after: string | null) =>
    `queues(first: ${first}${after === null ? '' : `, after: "${after}"`}) { nodes { id } pageInfo { endCursor hasNextPage } }`;

  test('is told in parts, each row once', async () => {
    const whole = idsOf((await ask('queues(first: 500) { nodes { id } }')).data.queues.nodes);
    let pages: unknown = null;
    change('SearchQueues', (json: { Queues: Row[] }) => {
      pages ??= json;
      return json;
    });
    await ask('queues(first: 500) { nodes { id } }');
    change('SearchQueues', () => pages);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data, errors } = await ask(paged(2, after));
      expect(errors).toEqual([]);
      expect(data.queues.nodes.length).toBeLessThanOrEqual(2);
      seen.push(...idsOf(data.queues.nodes));
      after = data.queues.pageInfo.hasNextPage ? data.queues.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(whole);
  });

  test('beyond all cursors is an error', async () => {
    change('SearchQueues', () => ({
      Queues: Array.from({ length: 65_536 }, (_, index) => ({ QueueId: `q${index}` })),
    }));
    const { data, errors } = await ask(paged(2, null));
    expect(data.queues).toBeNull();
    expect(errors).toEqual([
      {
        code: 'CONNECT_UNEXPECTED',
        message: 'Connect returned a page of 65536 rows, but the gateway reads at most 65535 rows per page.',
      },
    ]);
  });
});

describe('a number that Connect cannot mean is null', () => {
  test.each([
    ['a negative one', -1],
    ['a negative fraction', -0.5],
    ['none', 'NaN'],
    ['one without an end', 'Infinity'],
    ['a text', 'seven'],
    ['a structure', {}],
  ])('%s for a metric', async (_, Value) => {
    change('GetCurrentMetricData', (json: { MetricResults: { Collections: Row[] }[] }) => ({
      ...json,
      MetricResults: json.MetricResults.map((row) => ({
        Collections: row.Collections.map((one) => ({ ...one, Value })),
      })),
    }));
    const metrics = `currentMetrics(metrics: [CONTACTS_IN_QUEUE], filter: { of: { queueIds: ["${queues.general}"] } })`;
    const { data, errors } = await ask(`${metrics} { nodes { metrics { name value } } }`);
    expect(errors).toEqual([]);
    expect(data.currentMetrics.nodes).toEqual([{ metrics: [{ name: 'CONTACTS_IN_QUEUE', value: null }] }]);
  });

  test.each([
    [-1, -1, null, null],
    [0, 0, 0, null],
    [12.5, 1.5, 12.5, null],
    [30, 1, 30, 1],
  ])('of a waiting contact: %p seconds and place %p', async (wait, place, estimatedWaitSeconds, positionInQueue) => {
    gateway.tamper((operation, answer) => {
      if (operation !== 'GetContactMetrics') return;
      answer.status = 200;
      delete answer.headers['x-amzn-errortype'];
      const MetricResults = [
        { Name: 'ESTIMATED_WAIT_TIME', Value: { Number: wait } },
        { Name: 'POSITION_IN_QUEUE', Value: { Number: place } },
      ];
      answer.body = JSON.stringify({ Id: contacts.paused, Arn: 'arn', MetricResults });
    });
    const { data, errors } = await ask(
      `contact(id: "${contacts.paused}") { metrics { estimatedWaitSeconds positionInQueue } }`,
    );
    expect(errors).toEqual([]);
    expect(data.contact.metrics).toEqual({ estimatedWaitSeconds, positionInQueue });
  });

  test('a negative number of rows in a list', async () => {
    change('SearchQueues', (json: object) => ({ ...json, ApproximateTotalCount: -3 }));
    const { data, errors } = await ask('queues(first: 1) { totalCount }');
    expect(errors).toEqual([]);
    expect(data.queues).toEqual({ totalCount: null });
  });
});

describe('a moment that RFC 3339 cannot say is null', () => {
  test.each([1e300, -1e20, 253_402_300_800, -62_135_596_801, 'Infinity'].map((time) => [time]))('%p', async (time) => {
    change('DescribeQueue', (json: { Queue: Row }) => ({ Queue: { ...json.Queue, LastModifiedTime: time } }));
    const { data, errors } = await ask(`queue(id: "${queues.general}") { id lastModifiedAt }`);
    // What the SDK itself cannot read is no answer of Connect.
    if (time === 'Infinity') expect(errors).toMatchObject([{ code: 'CONNECT_UNAVAILABLE' }]);
    else
      expect({ data, errors }).toEqual({ data: { queue: { id: queues.general, lastModifiedAt: null } }, errors: [] });
  });
});

describe('an ARN of another form than it has here', () => {
  const odd = [
    'arn:aws:connect',
    'not an ARN',
    `arn:aws:iam::111122223333:role/x`,
    'arn:aws:connect:us-east-1:1:instance/x/',
  ];

  test.each(odd)('%s names no status of an agent', async (StatusArn) => {
    change('GetCurrentUserData', (json: { UserDataList: Row[] }) => ({
      UserDataList: json.UserDataList.map((data) => ({ ...data, Status: { StatusArn, StatusName: 'Away' } })),
    }));
    const { data, errors } = await ask(`user(id: "${users.ines}") { current { statusName status { id } } }`);
    expect(errors).toEqual([]);
    expect(data.user.current).toEqual({ statusName: 'Away', status: null });
  });

  test.each([...odd, `arn:aws:connect:us-east-1:111122223333:instance/another`, undefined])(
    '%s is not that of an instance',
    async (Arn) => {
      const bare = await startTampered({ instances: [instanceId] });
      try {
        bare.tamper((operation, answer) => {
          if (operation === 'DescribeInstance')
            inJson(answer, (json: { Instance: Row }) => ({ Instance: { ...json.Instance, Arn } }));
        });
        const { data, errors } = await bare.graphql(
          `{ connect(instanceId: "${instanceId}") { user(id: "${users.ines}") { id arn } } }`,
        );
        expect(errors).toMatchObject([
          {
            message: `Connect returned no ARN for the instance ${instanceId}.`,
            extensions: { code: 'CONNECT_UNEXPECTED' },
          },
        ]);
        expect(data.connect.user).toBeNull();
      } finally {
        await bare.close();
      }
    },
  );
});

test.each([undefined, '', 7])('a thing that Connect describes with the id %p is not told', async (QueueId) => {
  change('DescribeQueue', (json: { Queue: Row }) => ({ Queue: { ...json.Queue, QueueId } }));
  const { data, errors } = await ask(`queue(id: "${queues.general}") { id name }`);
  expect(data.queue).toBeNull();
  expect(errors).toEqual([{ code: 'CONNECT_UNEXPECTED', message: 'Connect returned a resource without its id.' }]);
});

test('a value of an enum that is newer than the schema is UNKNOWN, with the value as it came', async () => {
  change('DescribeContact', (json: { Contact: Row }) => ({
    Contact: { ...json.Contact, Channel: 'HOLOGRAM', InitiationMethod: 'toString' },
  }));
  const { data, errors } = await ask(
    `contact(id: "${contacts.paused}") { channel channelRaw initiationMethod initiationMethodRaw }`,
  );
  expect(errors).toEqual([]);
  expect(data.contact).toEqual({
    ...{ channel: 'UNKNOWN', channelRaw: 'HOLOGRAM' },
    ...{ initiationMethod: 'UNKNOWN', initiationMethodRaw: 'toString' },
  });
});

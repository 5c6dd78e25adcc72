import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { careHours, instanceId, queues } from '../support/demo.js';
import { startTestGateway } from '../support/gateway.js';
import { testLog } from '../support/log.js';
import { startTampered, type TamperedGateway } from '../support/tampering.js';

const { log, text } = testLog();
let gateway: TamperedGateway;
beforeAll(async () => {
  gateway = await startTampered({ requestTimeoutMs: 3_000, log });
});
afterAll(() => gateway.close());
afterEach(() => gateway.tamper(() => {}));

const here = `connect(instanceId: "${instanceId}")`;
const anHour = 3_600_000;

/** Throttles all with this header. */
function throttle(header: string | readonly string[] | null): void {
  gateway.tamper((_operation, answer) => {
    answer.status = 429;
    answer.headers['x-amzn-errortype'] = 'TooManyRequestsException';
    if (header !== null) answer.headers['retry-after'] = header as string;
    answer.body = '{"message": "Too Many Requests"}';
  });
}

describe('after a throttle the time to wait is whole milliseconds, from 0 to an hour', () => {
  test.each<[string, string | readonly string[] | null, number]>([
    ['none is said', null, 1_000],
    ['seconds', '7', 7_000],
    ['a fraction', '5.4031039390000078', 5_404],
    ['far too many', '99999999999', anHour],
    ['1e400', '1e400', anHour],
    ['Infinity', 'Infinity', anHour],
    ['a date in the far future', 'Fri, 31 Dec 9999 23:59:59 GMT', anHour],
    ['no number', 'NaN', 1_000],
    ['several values', ['5', '10'], 1_000],
    ['a sentence', 'when it is over', 1_000],
  ])('%s', async (_, header, expected) => {
    throttle(header);
    const query = await gateway.graphql(`{ ${here} { queue(id: "${queues.general}") { name } } }`);
    expect(query.errors).toMatchObject([
      { extensions: { code: 'CONNECT_THROTTLING', retryable: true, retryAfterMs: expected } },
    ]);
    const mutation = await gateway.graphql(`mutation { stopContact(input: { contactId: "c" }) { __typename
      ... on ConnectThrottlingError { retryable retryAfterMs } } }`);
    expect(mutation.errors).toEqual([]);
    expect(mutation.data.stopContact).toEqual({
      __typename: 'ConnectThrottlingError',
      retryable: true,
      retryAfterMs: expected,
    });
  });

  test.each([
    ['negative', '-5'],
    ['in the past', 'Mon, 05 Jan 2015 10:00:30 GMT'],
  ])('one that is %s is 0, and the call is made again at once', async (_, header) => {
    throttle(header);
    gateway.called();
    const { errors } = await gateway.graphql(`{ ${here} { queue(id: "${queues.general}") { name } } }`);
    expect(errors).toMatchObject([{ extensions: { code: 'CONNECT_THROTTLING', retryAfterMs: 0 } }]);
    expect(gateway.called()).toHaveLength(3);
  });
});

describe("the gateway's own time to wait is whole milliseconds too", () => {
  test('where no turn is to be had in time', async () => {
    const own = await startTestGateway({
      requestTimeoutMs: 400,
      quotas: { overrides: { DescribeQueue: { rate: 0.37, burst: 1 } }, share: 0.93 },
    });
    try {
      const ask = (id: number) => own.graphql(`{ ${here} { queue(id: "q${id}") { name } } }`);
      const answers = await Promise.all(Array.from({ length: 6 }, (_unused, index) => ask(index)));
      const waits = answers.flatMap(({ errors }) => errors.map(({ extensions }) => extensions.retryAfterMs as number));
      expect(waits.length).toBeGreaterThan(3);
      for (const wait of waits) expect(Number.isInteger(wait) && wait > 0 && wait <= anHour).toBe(true);
    } finally {
      await own.close();
    }
  });

  test('where a quota is next to nothing: never more than an hour', async () => {
    const own = await startTestGateway({
      requestTimeoutMs: 400,
      quotas: { overrides: { DescribeQueue: { rate: 0.000_001, burst: 1 } }, share: 1 },
    });
    try {
      const ask = (id: string) => own.graphql(`{ ${here} { queue(id: "${id}") { name } } }`);
      await ask('first');
      const { errors } = await ask('second');
      expect(errors).toMatchObject([{ extensions: { code: 'CONNECT_THROTTLING', retryAfterMs: anHour } }]);
    } finally {
      await own.close();
    }
  });

  test('while an operation has broken down', async () => {
    gateway.tamper((operation, answer) => {
      if (operation === 'DescribeHoursOfOperation') answer.headers['content-type'] = 'text/html';
    });
    const ask = async () => {
      const { errors } = await gateway.graphql(`{ ${here} { hoursOfOperation(id: "${careHours}") { name } } }`);
      return errors[0]?.extensions;
    };
    let waits: unknown[] = [];
    for (let count = 0; count < 12; count++) waits.push((await ask())?.retryAfterMs);
    waits = waits.filter((wait) => wait !== null);
    expect(waits.length).toBeGreaterThan(0);
    for (const wait of waits) expect(Number.isInteger(wait)).toBe(true);
  });
});

describe("Amazon's id of a request", () => {
  const refusedWith = async (id: string) => {
    gateway.tamper((_operation, answer) => {
      answer.status = 400;
      answer.headers['x-amzn-errortype'] = 'ConflictException';
      answer.headers['x-amzn-requestid'] = id;
      answer.body = '{"Message": "no"}';
    });
    const query = await gateway.graphql(`{ ${here} { queue(id: "${queues.general}") { name } } }`);
    const mutation = await gateway.graphql(
      'mutation { stopContact(input: { contactId: "c" }) { ... on ConnectError { awsRequestId } } }',
    );
    return [query.errors[0]?.extensions.awsRequestId, mutation.data.stopContact.awsRequestId];
  };

  test('is told where it looks like one', async () => {
    const id = '1f6f3a3c-8b2f-4f6e-9d0f-7d5f0e0f7c11';
    expect(await refusedWith(id)).toEqual([id, id]);
  });

  test.each([
    ['too long', 'a'.repeat(10_000)],
    ['a sentence', 'call +1 415 555 0123 now'],
    ['markup', '<script>alert(1)</script>'],
    ['several', 'one, two'],
    ['a tab', 'a\tb'],
  ])('is null, and not logged, where it is %s', async (_, id) => {
    expect(await refusedWith(id)).toEqual([null, null]);
    expect(text()).not.toContain(id);
  });
});

describe('the date of an answer', () => {
  test.each([
    ['garbage', 'yesterday'],
    ['a number', '1e300'],
    ['beyond all years', '+275760-09-13T00:00:00.000Z'],
    ['several', 'Mon, 05 Jan 2015 10:00:30 GMT, Mon, 05 Jan 2015 10:00:30 GMT'],
  ])('that is %s says nothing of the clock', async (_, date) => {
    const since = Date.now() - 60_000;
    gateway.tamper((_operation, answer) => {
      answer.headers.date = date;
    });
    const ask = `{ ${here} { contacts(first: 1) { asOf nodes { id } } } }`;
    await gateway.graphql(ask);
    const { data, errors } = await gateway.graphql(ask);
    expect(errors).toEqual([]);
    expect(data.connect.contacts.nodes).toHaveLength(1);
    expect(Date.parse(data.connect.contacts.asOf)).toBeGreaterThan(since);
    expect(Date.parse(data.connect.contacts.asOf)).toBeLessThan(Date.now() + 60_000);
  });
});

test.each(['Fri, 31 Dec 9999 23:59:59 GMT', 'Thu, 01 Jan 1970 00:00:00 GMT', 'Sat, 01 Jan 0001 00:00:00 GMT'])(
  'one answer dated %s does not keep the gateway from the next',
  async (date) => {
    const ask = () => gateway.graphql(`{ ${here} { contacts(first: 1) { asOf nodes { id } } } }`);
    gateway.tamper((_operation, answer) => {
      answer.headers.date = date;
    });
    expect((await ask()).data.connect.contacts.nodes).toHaveLength(1);
    const during = await ask();
    expect(during.errors.map(({ extensions }) => extensions.code)).not.toContain('INTERNAL_SERVER_ERROR');
    gateway.tamper(() => {});
    await ask();
    const { data, errors } = await ask();
    expect(errors).toEqual([]);
    expect(Math.abs(Date.parse(data.connect.contacts.asOf) - Date.now())).toBeLessThan(60_000);
  },
);

describe('headers called like members of every object', () => {
  test('harm nothing', async () => {
    gateway.tamper((_operation, answer) => {
      answer.headers = { ...answer.headers, constructor: 'x', ['__proto__']: 'y', valueof: 'z' };
    });
    const { data, errors } = await gateway.graphql(`{ ${here} { queue(id: "${queues.general}") { id } } }`);
    expect(errors).toEqual([]);
    expect(data.connect.queue.id).toBe(queues.general);
  });
});

describe('a status that HTTP does not have, or that Connect does not answer with', () => {
  const statuses = [
    '600 No',
    '999 Never',
    '099 Low',
    '000 None',
    '1000 Many',
    'abc',
    '302 Found',
    '101 Switching Protocols',
  ];
  test.each(statuses)('%s, is no answer of Connect', async (status) => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.on('data', () => {
        const body = '{"Message": "no"}';
        socket.end(
          `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\nx-amzn-errortype: ConflictException\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
        );
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const own = await startTestGateway({ endpoint: `http://127.0.0.1:${port}`, requestTimeoutMs: 3_000 });
    try {
      const { errors } = await own.graphql(`{ ${here} { queue(id: "${queues.general}") { name } } }`);
      expect(errors).toMatchObject([{ extensions: { code: 'CONNECT_UNAVAILABLE', retryable: true } }]);
      const { data } = await own.graphql('mutation { stopContact(input: { contactId: "c" }) { __typename } }');
      expect(data.stopContact).toEqual({ __typename: 'ConnectOutcomeUnknownError' });
    } finally {
      await own.close();
      server.close();
    }
  });
});

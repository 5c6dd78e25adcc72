import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { contacts, instanceArn, instanceId, newTask, users } from '../support/demo.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { bearer, startTestIssuer, type TestIssuer } from '../support/issuer.js';
import { testLog } from '../support/log.js';
import {
  type AnyResult,
  calls,
  createTask,
  type Mutation,
  newFile,
  newToken,
  send,
  stop,
  transfer,
} from './support.js';

const labId = '10000000-0000-4000-8000-000000000002';
const labArn = instanceArn.replace(instanceId, labId);
const nowhere = '10000000-0000-4000-8000-00000000000f';
const missing = '00000000-0000-4000-8000-000000000000';
/** A user of an instance that Mallory may not use. */
const hiddenUser = `${labArn}/agent/bbbbbbbb-0000-4000-8000-000000000101`;

const maxPerCaller = 5;
const total = 10 * maxPerCaller;

let issuer: TestIssuer;
/** Holds the emulator of all gateways here. */
let world: TestGateway;
beforeAll(async () => {
  issuer = await startTestIssuer({ instancesClaim: 'connect_instances' });
  world = await startTestGateway();
});
afterAll(async () => {
  await world.close();
  await issuer.close();
});
afterEach(() => {
  world.emulator.faults.clear();
  world.emulator.ledger.clear();
});

/** A gateway that may be replaced by another with the same store, and what it counts and logs. */
class Tried {
  readonly log = testLog();
  gateway!: TestGateway;
  constructor(
    private readonly store: string,
    private readonly share = maxPerCaller,
  ) {}

  async start(): Promise<this> {
    this.gateway = await startTestGateway({
      sharing: world,
      instances: [instanceArn, labArn],
      idempotency: { store: this.store, maxPerCaller: this.share },
      connectTimeoutMs: 1_000,
      log: this.log.log,
      settings: { auth: issuer.settings, admin: { host: '127.0.0.1', port: 0 } },
    });
    return this;
  }

  async restart(): Promise<void> {
    await this.gateway.stop();
    await this.start();
  }

  /** Makes a mutation as a caller who may use the default instance alone. */
  async as(sub: string, mutation: Mutation, input: Readonly<Record<string, unknown>>): Promise<AnyResult> {
    const token = await issuer.token({
      sub,
      connect_instances: [instanceId],
      scope: 'contacts:read contacts:write agents:write',
    });
    return send(this.gateway, mutation, input, bearer(token));
  }

  async metric(name: 'evictions' | 'refusals', reason: 'caller' | 'total'): Promise<number> {
    const text = await (await fetch(`${this.gateway.adminUrl}/metrics`)).text();
    const line = `contact_gateway_idempotency_${name}_total{reason="${reason}"} `;
    return Number(
      text
        .split('\n')
        .find((each) => each.startsWith(line))
        ?.slice(line.length) ?? 0,
    );
  }
}

function mutationOf(operation: string, input: Mutation['input']): Mutation {
  const field = operation.charAt(0).toLowerCase() + operation.slice(1);
  const document = `mutation ($input: ${operation}Input!) { ${field}(input: $input) { __typename
    ... on ConnectError { message retryable } } }`;
  return { operation, field, document, input };
}

const tag = mutationOf('TagContact', async (gateway) => ({
  contactId: await newTask(gateway),
  tags: [{ key: 'team', value: 'north' }],
}));

let texts = 0;
/** Refusals for which no call of the mutation is made, each for another input. */
const free: readonly [name: string, type: string, mutation: Mutation][] = [
  [
    'a user who is hidden',
    'ConnectResourceNotFoundError',
    mutationOf('SubmitContactEvaluation', async () => ({ evaluationId: `x${++texts}`, evaluatorId: hiddenUser })),
  ],
  [
    'a time too far ahead',
    'ConnectInvalidInputError',
    mutationOf('UpdateContactSchedule', async () => ({
      contactId: `x${++texts}`,
      scheduledAt: '2099-01-01T00:00:00Z',
    })),
  ],
  [
    'a quick connect that there is not',
    'ConnectResourceNotFoundError',
    mutationOf('TransferContactToQuickConnect', async () => ({ contactId: `x${++texts}`, quickConnectId: missing })),
  ],
  [
    'a contact that must be read first, and is not there',
    'ConnectResourceNotFoundError',
    mutationOf('StopContactRecording', async () => ({ contactId: `${missing}${++texts}` })),
  ],
  [
    'an input against the constraints',
    'ConnectInvalidInputError',
    mutationOf('TagContact', async () => ({ contactId: `x${++texts}`, tags: [] })),
  ],
  [
    'an instance that is not served',
    'ConnectResourceNotFoundError',
    mutationOf('StopContact', async () => ({ contactId: `x${++texts}`, instanceId: nowhere })),
  ],
];

/** Refusals by Connect, which cost a call. */
const costly: readonly [name: string, type: string, mutation: Mutation][] = [
  [
    'a disabled agent status',
    'ConnectAgentStatusDisabledError',
    mutationOf('PutUserStatus', async () => ({
      userId: users.ines,
      agentStatusId: 'acacacac-0000-4000-8000-000000000006',
    })),
  ],
  [
    'a contact that has ended',
    'ConnectContactNotFoundError',
    { ...stop, input: async () => ({ contactId: contacts.ended }) },
  ],
  [
    'a contact that there is not',
    'ConnectResourceNotFoundError',
    mutationOf('UntagContact', async () => ({ contactId: missing, tagKeys: [`key${++texts}`] })),
  ],
];

const stores: readonly [where: string, store: () => string, restarts: boolean][] = [
  ['in memory', () => 'memory', false],
  ['in a file, after a restart,', () => `file:${newFile()}`, true],
];

describe.each(stores)('records %s', (_where, store, restarts) => {
  let tried: Tried;
  /** A mutation of somebody else, which must not be made again. */
  let victim: string;
  let victims: Record<string, unknown>;
  let victimsAnswer: AnyResult;
  const tagged = () => calls(world, tag);

  beforeAll(async () => {
    tried = await new Tried(store()).start();
  });
  afterAll(() => tried.gateway.stop());

  const victimActs = async () => {
    victim = newToken();
    victims = { ...(await tag.input(world)), clientToken: newToken() };
    victimsAnswer = await tried.as(victim, tag, victims);
    expect(victimsAnswer.__typename).toBe('TagContactSuccess');
    expect(tagged()).toHaveLength(1);
    world.emulator.ledger.clear();
  };
  const expectReplay = async () => {
    if (restarts) await tried.restart();
    expect(await tried.as(victim, tag, victims)).toEqual(victimsAnswer);
    expect(tagged().filter(({ input }) => JSON.stringify(input).includes(String(victims.contactId)))).toEqual([]);
  };

  test.each(free)('are not pushed out by refusals that need no call: %s', async (_name, type, mutation) => {
    await victimActs();
    const evictions = await tried.metric('evictions', 'caller');
    const tokens = Array.from({ length: total + 10 }, newToken);
    const refused = async (clientToken: string) => {
      const answer = await tried.as('mallory', mutation, { ...(await mutation.input(world)), clientToken });
      expect(answer.__typename).toBe(type);
    };
    for (let from = 0; from < tokens.length; from += 4) await Promise.all(tokens.slice(from, from + 4).map(refused));
    expect(calls(world, mutation)).toEqual([]);
    expect(await tried.metric('evictions', 'caller')).toBe(evictions);
    expect(await tried.metric('evictions', 'total')).toBe(0);
    // The token is as if it had not been used: another input is not refused as another.
    await refused(tokens[0] ?? '');
    await expectReplay();
  });

  test.each(costly)('are pushed out by refusals of their own caller alone: %s', async (_name, type, mutation) => {
    await victimActs();
    const inputs: Record<string, unknown>[] = [];
    for (let count = 0; count < 2 * maxPerCaller; count++) {
      inputs.push({ ...(await mutation.input(world)), clientToken: newToken() });
    }
    for (const input of inputs) expect((await tried.as('mallory', mutation, input)).__typename).toBe(type);
    world.emulator.ledger.clear();
    await expectReplay();
    for (const input of inputs.slice(maxPerCaller)) await tried.as('mallory', mutation, input);
    expect(calls(world, mutation)).toEqual([]);
    await tried.as('mallory', mutation, inputs[0] ?? {});
    expect(calls(world, mutation)).toHaveLength(1);
  });

  test('are pushed out by effects of their own caller alone, and the evictions are counted and logged once', async () => {
    await tried.restart();
    await victimActs();
    const inputs: Record<string, unknown>[] = [];
    const before = tried.log.lines('the idempotency store or the share of a caller is full').length;
    for (let count = 0; count < 2 * maxPerCaller; count++) {
      inputs.push({ ...(await createTask.input(world)), clientToken: newToken() });
    }
    const answers: AnyResult[] = [];
    for (const input of inputs) answers.push(await tried.as('sybil', createTask, input));
    expect(await tried.metric('evictions', 'caller')).toBe(maxPerCaller);
    const warnings = tried.log.lines('the idempotency store or the share of a caller is full').slice(before);
    expect(warnings).toMatchObject([{ level: 40, evicted: 1, refused: 0, setting: 'IDEMPOTENCY_MAX_PER_CALLER' }]);
    world.emulator.ledger.clear();
    await expectReplay();
    for (const [index, input] of inputs.entries()) {
      if (index >= maxPerCaller) expect(await tried.as('sybil', createTask, input)).toEqual(answers[index]);
    }
    expect(calls(world, createTask)).toEqual([]);
  });

  test('are not pushed out by twelve identities of one attacker, with refusals or effects', async () => {
    await victimActs();
    const act = async (sub: string, mutation: Mutation, input: Record<string, unknown>) =>
      tried.as(sub, mutation, { ...input, clientToken: newToken() });
    await Promise.all(
      Array.from({ length: 12 }, async (_, identity) => {
        for (let count = 0; count < maxPerCaller; count++) {
          await act(`mallory-${identity}`, stop, { contactId: contacts.ended });
          const made = await act(`mallory-${identity}`, createTask, await createTask.input(world));
          expect(made.__typename).toBe('StartTaskContactSuccess');
        }
      }),
    );
    await expectReplay();
  });
});

describe.each(['memory', 'file'] as const)('mutations of which nobody knows what became, in %s,', (kind) => {
  test('are never forgotten: their caller is refused another, whatever it is, and others are not', async () => {
    const tried = await new Tried(kind === 'memory' ? 'memory' : `file:${newFile()}`).start();
    try {
      const open: [Mutation, Record<string, unknown>][] = [];
      for (const mutation of [stop, transfer, stop, transfer, stop]) {
        const input = { ...(await mutation.input(world)), clientToken: newToken() };
        world.emulator.faults.add({ operation: mutation.operation, fault: 'resetBefore', times: 3 });
        world.emulator.faults.add({ operation: 'DescribeContact', fault: 'http500', times: 3 });
        expect((await tried.as('mallory', mutation, input)).__typename).toBe('ConnectOutcomeUnknownError');
        world.emulator.faults.clear();
        open.push([mutation, input]);
      }
      if (kind === 'file') await tried.restart();

      world.emulator.ledger.clear();
      for (const mutation of [stop, transfer, createTask]) {
        const input = { ...(await mutation.input(world)), clientToken: newToken() };
        const refused = await tried.as('mallory', mutation, input);
        expect(refused).toMatchObject({ __typename: 'ConnectUnavailableError', retryable: true });
        expect(refused.message).toContain('IDEMPOTENCY_MAX_PER_CALLER');
        expect(refused.message).toContain(`${maxPerCaller} mutations`);
        expect(refused.message).toContain('This request applied nothing');
        if (mutation !== createTask) expect(calls(world, mutation)).toEqual([]);
        const other = await tried.as('victim', mutation, input);
        expect(other.__typename).toMatch(/Success$/);
      }
      expect(await tried.metric('refusals', 'caller')).toBe(3);
      expect(await tried.metric('evictions', 'caller')).toBe(0);

      // Sent again, what is open is found out, and makes room.
      const [, transferred = {}] = open[1] ?? [];
      expect(await tried.as('mallory', transfer, transferred)).toMatchObject({ __typename: 'TransferContactSuccess' });
      const next = { ...(await createTask.input(world)), clientToken: newToken() };
      expect((await tried.as('mallory', createTask, next)).__typename).toBe('StartTaskContactSuccess');
      world.emulator.ledger.clear();
      for (const [mutation, input] of open.filter(([each]) => each === stop)) {
        expect(await tried.as('mallory', mutation, input)).toMatchObject({ __typename: 'ConnectOutcomeUnknownError' });
      }
      expect(calls(world, stop)).toEqual([]);
    } finally {
      await tried.gateway.stop();
    }
  });

  test('fill the store in the end, which then refuses everybody and forgets nothing', async () => {
    const tried = await new Tried(kind === 'memory' ? 'memory' : `file:${newFile()}`, 1).start();
    try {
      const inputs = await Promise.all(
        Array.from({ length: 10 }, async () => ({ ...(await stop.input(world)), clientToken: newToken() })),
      );
      world.emulator.faults.add({ operation: 'StopContact', fault: 'hang', times: inputs.length });
      const lost = inputs.map((input, caller) => tried.as(`caller-${caller}`, stop, input));
      while (calls(world, stop).length < inputs.length) await new Promise(setImmediate);
      const isRefused = async () => {
        for (const mutation of [stop, transfer]) {
          const input = { ...(await mutation.input(world)), clientToken: newToken() };
          const refused = await tried.as('victim', mutation, input);
          expect(refused).toMatchObject({ __typename: 'ConnectUnavailableError', retryable: true });
          expect(refused.message).toContain('10 records, ten times IDEMPOTENCY_MAX_PER_CALLER');
          expect(refused.message).toContain('This request applied nothing');
          expect(calls(world, mutation)).toEqual([]);
        }
      };
      world.emulator.ledger.clear();
      await isRefused();
      for (const answer of await Promise.all(lost)) expect(answer.__typename).toBe('ConnectOutcomeUnknownError');
      if (kind === 'file') await tried.restart();
      await isRefused();
      expect(await tried.metric('refusals', 'total')).toBe(kind === 'file' ? 2 : 4);
      expect(await tried.metric('evictions', 'total')).toBe(0);
      for (const [caller, input] of inputs.entries()) {
        const answer = await tried.as(`caller-${caller}`, stop, input);
        expect(answer).toMatchObject({ __typename: 'ConnectOutcomeUnknownError', retryable: false });
      }
      expect(calls(world, stop)).toEqual([]);
    } finally {
      await tried.gateway.stop();
    }
  });
});

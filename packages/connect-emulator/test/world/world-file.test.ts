import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { stateOf } from '../../src/world/contacts/contact-state.js';
import { World } from '../../src/world/world.js';

const minute = 60_000;

const head = `
region: us-east-1
account: "111122223333"
`;

/** Returns the problems of a file, one per item. */
function problems(text: string): string[] {
  try {
    World.parse(text);
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').slice(1);
  }
}

function instance(body: string): string {
  return `${head}\ninstances:\n  - id: i\n    alias: test\n${body.replace(/^/gm, '    ')}`;
}

describe('A world file', () => {
  test('may be YAML or JSON, and is read from the path in the options', () => {
    const folder = mkdtempSync(join(tmpdir(), 'world-'));
    try {
      const yaml = join(folder, 'world.yaml');
      writeFileSync(yaml, instance('created: -1d'));
      const json = join(folder, 'world.json');
      writeFileSync(
        json,
        JSON.stringify({ region: 'eu-west-1', account: '111122223333', instances: [{ id: 'i', alias: 'a' }] }),
      );
      expect(World.load({ file: yaml }).instanceArns()).toEqual(['arn:aws:connect:us-east-1:111122223333:instance/i']);
      expect(World.load({ file: json }).instanceArns()).toEqual(['arn:aws:connect:eu-west-1:111122223333:instance/i']);
      expect(() => World.load({ file: join(folder, 'missing.yaml') })).toThrow('missing.yaml');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('sets assumptions, which the options override', () => {
    const text = `${instance('created: -1d')}\nassumptions: { transferLimit: 3, searchLagMs: 5 }`;
    const world = World.parse(text, { searchLagMs: 7 });
    expect(world.assumptions).toMatchObject({ transferLimit: 3, searchLagMs: 7, agentQueueCapacity: 10 });
  });

  test('is refused with all its problems and the path of each', () => {
    const text = `
region: somewhere
account: 12
surprise: 1
assumptions: { transferLimit: many, unknown: 1 }
instances:
  - id: i
    alias: "-bad-"
    queues:
      - { id: q, name: Q, status: OPEN }
    contacts:
      - { channel: FAX, state: ended, initiated: yesterday }
`;
    const found = problems(text).join('\n');
    for (const path of [
      'region: is not a Region',
      'account: ',
      'assumptions.transferLimit: ',
      'instances[0].alias: is not an alias',
      'instances[0].queues[0].status: ',
      'instances[0].contacts[0].channel: ',
      'instances[0].contacts[0].initiated: is not a time',
    ]) {
      expect(found).toContain(path);
    }
    expect(found).toContain('"surprise"');
    expect(found).toContain('"unknown"');
  });

  test.each([
    ['an empty file', '', '(top): '],
    ['text that is not YAML', 'a: [', ''],
    ['an alias without an anchor', `${head}instances: *nothing`, ''],
  ])('is refused when it is %s', (_what, text, expected) => {
    const found = problems(text);
    expect(found.length).toBeGreaterThan(0);
    expect(found.join('\n')).toContain(expected);
  });

  test('is refused for unknown names and for duplicate names', () => {
    const found = problems(
      instance(`
queues: [{ id: q, name: Q }, { id: q, name: Again }]
routingProfiles: [{ id: p, name: P, concurrency: {}, queues: [{ queue: x1, channels: [TASK] }] }]
users: [{ id: u, username: u, firstName: U, lastName: U, routingProfile: x2 }]
flows: [{ id: f, name: F, type: CONTACT_FLOW, queue: x3 }]
quickConnects: [{ id: c, name: C, type: USER, user: x4, flow: x5 }]
taskTemplates: [{ id: t, name: T, flow: x6 }]
contacts:
  - { id: a, channel: TASK, state: queued, initiated: now, queue: x7, agent: x8, previous: x9 }
  - { id: b, channel: TASK, state: queued, initiated: now, queue: u, related: c }
  - { id: c, channel: TASK, state: queued, initiated: now, queue: q }
background: [{ count: 1, channel: TASK, queues: [x10], agents: [x11] }]
`),
    );
    expect(found).toEqual([
      '  - instances[0].queues[1].id: "q" is used twice',
      '  - instances[0].users[0].routingProfile: there is no routing profile "x2" in this instance',
      '  - instances[0].flows[0].queue: there is no queue "x3" in this instance',
      '  - instances[0].quickConnects[0].user: there is no user "x4" in this instance',
      '  - instances[0].quickConnects[0].flow: there is no flow "x5" in this instance',
      '  - instances[0].taskTemplates[0].flow: there is no flow "x6" in this instance',
      '  - instances[0].contacts[0].queue: there is no queue or user "x7" in this instance',
      '  - instances[0].contacts[0].agent: there is no user "x8" in this instance',
      '  - instances[0].contacts[0].previous: there is no contact "x9" in this instance',
      '  - instances[0].background[0].queues[0]: there is no queue "x10" in this instance',
      '  - instances[0].background[0].agents[0]: there is no user "x11" in this instance',
      '  - instances[0].routingProfiles[0].queues[0].queue: there is no queue "x1" in this instance',
      '  - instances[0].contacts[1].related: the contact "c" must be above this one',
    ]);
  });

  test('is refused when a contact lacks a member that its state requires, or its times are in an impossible order', () => {
    const contact = (text: string) => problems(instance(`contacts: [{ channel: TASK, ${text} }]`)).join('\n');
    expect(contact('state: ended, initiated: -1m')).toContain('contacts[0].ended: is required');
    expect(contact('state: queued, initiated: -1m')).toContain('contacts[0].queue: is required');
    expect(contact('state: in-flow, initiated: -1m, ended: now')).toContain('contacts[0].ended: belongs to');
    expect(contact('state: ended, initiated: -1m, ended: -2m')).toContain('contacts[0].ended: is before initiated');
    expect(contact('state: in-flow, initiated: +1m')).toContain('contacts[0].initiated: is in the future');
    expect(contact('state: scheduled, initiated: -1m, scheduled: -1s')).toContain(
      'contacts[0].scheduled: is in the past',
    );
    expect(problems(instance('quickConnects: [{ id: c, name: C, type: QUEUE }]')).join('\n')).toContain(
      'quickConnects[0].queue: is required by a quick connect of type QUEUE',
    );
  });

  test('gives contacts the timestamps that match their state, relative to now', () => {
    const world = World.parse(
      instance(`
contacts:
  - { id: a, channel: TASK, state: in-flow, initiated: -12m }
  - { id: b, channel: TASK, state: scheduled, initiated: -1h, scheduled: +1h30m }
  - { id: c, channel: CHAT, state: ended, initiated: "2026-01-05T10:00:00Z", ended: "2026-01-05T10:20:00Z" }
`),
    );
    const contact = (id: string) => world.instances[0]?.contacts.get(id);
    expect(Math.abs((contact('a')?.initiatedAt ?? 0) - (world.now - 12 * minute))).toBeLessThan(minute);
    expect(Math.abs((contact('b')?.scheduledAt ?? 0) - (world.now + 90 * minute))).toBeLessThan(minute);
    expect(contact('c')?.endedAt).toBe(Date.parse('2026-01-05T10:20:00Z'));
    const states = ['a', 'b', 'c'].map((id) => {
      const found = contact(id);
      return found && stateOf(found, world.now);
    });
    expect(states).toEqual(['in-flow', 'scheduled', 'ended']);
  });

  test('makes the same background from the same seed', () => {
    const text = instance('background: [{ count: 20, channel: VOICE, reasons: { OTHER: 1 } }]');
    const contacts = (world: World) =>
      [...(world.instances[0]?.contacts.all() ?? [])].map(({ id, customerEndpoint, disconnectReason }) => ({
        id,
        customerEndpoint,
        disconnectReason,
      }));
    const first = contacts(World.parse(text));
    expect(first).toHaveLength(20);
    expect(first.every(({ disconnectReason }) => disconnectReason === 'OTHER')).toBe(true);
    expect(contacts(World.parse(text))).toEqual(first);
    expect(contacts(World.parse(`seed: other\n${text}`))).not.toEqual(first);
  });

  test('is refused for unclearedContacts with unknown names or with a state that cannot be cleared', () => {
    const text = instance(`
unclearedContacts: [{ agent: nobody, contact: nothing, state: MISSED }, { agent: nobody, contact: nothing, state: CONNECTED }]`);
    expect(problems(text)).toEqual([expect.stringContaining('instances[0].unclearedContacts[1].state')]);
    expect(problems(text.replace('CONNECTED', 'ERROR'))).toEqual(
      [0, 1].flatMap((at) => [
        `  - instances[0].unclearedContacts[${at}].agent: there is no user "nobody" in this instance`,
        `  - instances[0].unclearedContacts[${at}].contact: there is no contact "nothing" in this instance`,
      ]),
    );
  });

  test('is refused for unknown names in records and administration', () => {
    const text = instance(`
hoursOfOperation: [{ id: h, name: H }, { id: h, name: Again }]
queues: [{ id: q, name: Q, hoursOfOperation: x1, quickConnects: [x2] }]
routingProfiles: [{ id: p, name: P, concurrency: {}, queues: [], manualQueues: [{ queue: x3, channels: [EMAIL] }], defaultOutboundQueue: x4 }]
users: [{ id: u, username: u, firstName: U, lastName: U, routingProfile: p, hierarchyGroup: x5, securityProfiles: [x6] }]
hierarchy: { levels: [Country], groups: [{ id: a, name: A, parent: b }, { id: b, name: B }, { id: c, name: C, parent: b }] }
evaluationForms:
  - id: f
    title: F
    author: x7
    versions: 2
    active: 3
    sections:
      - ref: s
        title: S
        items:
          - { ref: q1, title: Q1, type: TEXT, when: { question: q2, in: [o] } }
          - { ref: q2, title: Q2, type: SINGLESELECT, options: [{ ref: o, text: O }] }
          - { ref: q3, title: Q3, type: TEXT, when: { question: q2, in: [p] } }
          - { ref: q3, title: Q3, type: TEXT, when: { question: q2, in: [o] } }
evaluations:
  - { form: x8, contact: x9, evaluator: x10, started: now }
  - { form: f, contact: x9, evaluator: u, started: now, answers: { q1: yes, q4: no } }
files: [{ id: file, name: a.txt, contact: x11, createdBy: x12, created: now, content: x }]`);
    expect(problems(text).map((problem) => problem.replace('  - instances[0].', ''))).toEqual([
      'hoursOfOperation[1].id: "h" is used twice',
      'queues[0].hoursOfOperation: there is no hours of operation "x1" in this instance',
      'queues[0].quickConnects[0]: there is no quick connect "x2" in this instance',
      'routingProfiles[0].defaultOutboundQueue: there is no queue "x4" in this instance',
      'users[0].hierarchyGroup: there is no hierarchy group "x5" in this instance',
      'users[0].securityProfiles[0]: there is no security profile "x6" in this instance',
      'evaluationForms[0].author: there is no user "x7" in this instance',
      'evaluations[0].form: there is no evaluation form "x8" in this instance',
      'evaluations[0].contact: there is no contact "x9" in this instance',
      'evaluations[0].evaluator: there is no user "x10" in this instance',
      'evaluations[1].contact: there is no contact "x9" in this instance',
      'files[0].contact: there is no contact "x11" in this instance',
      'files[0].createdBy: there is no user "x12" in this instance',
      'routingProfiles[0].manualQueues[0].queue: there is no queue "x3" in this instance',
      'hierarchy.groups[0].parent: there is no group "b" above this one',
      'hierarchy.groups[2]: is on level 2, which has no name in levels',
      'evaluationForms[0].active: exceeds the number of versions',
      'evaluationForms[0].sections.q1.when: must name a question above this one, and its options',
      'evaluationForms[0].sections.q3.when: must name a question above this one, and its options',
      'evaluationForms[0].sections.q3: is used twice',
      'evaluations[1].answers.q4: is not a question of the form',
    ]);
  });

  test.each([
    ['files: [{ id: f, name: a.txt, created: now, content: x }]', 'files[0]: needs either contact or case'],
    [
      'contacts: [{ channel: CHAT, state: in-flow, initiated: now, transcript: { items: [{ at: now, by: AGENT }] } }]',
      'contacts[0].transcript.items[0]: needs exactly one of text, file and event',
    ],
    [
      'contacts: [{ channel: TASK, state: in-flow, initiated: now, routing: [{ seconds: 5 }] }]',
      'contacts[0].routing[0]: needs either agents or attribute',
    ],
    [
      'hoursOfOperation: [{ id: h, name: H, week: [{ days: [MONDAY], open: 8-17 }] }]',
      'hoursOfOperation[0].week[0].open: is not a time range',
    ],
    [
      'evaluationForms: [{ id: f, title: F, sections: [{ ref: s, title: S, items: [{ ref: q, title: Q, type: NUMERIC }] }] }]',
      'evaluationForms[0].sections[0].items[0]',
    ],
    [
      'evaluationForms: [{ id: f, title: F, sections: [{ ref: s, title: S, items: [{ ref: q, title: Q, type: MULTISELECT }] }] }]',
      'evaluationForms[0].sections[0].items[0]',
    ],
  ])('is refused for %s', (text, expected) => {
    expect(problems(instance(text)).join('\n')).toContain(`instances[0].${expected}`);
  });

  test('has the statuses of its users, listed or not, and valid phone numbers', () => {
    const world = World.parse(
      instance(`
agentStatuses: [{ id: lunch, name: Lunch }]
routingProfiles: [{ id: p, name: P, concurrency: {}, queues: [] }]
users: [{ id: u, username: u, firstName: U, lastName: U, routingProfile: p, status: Errand }]`),
    );
    const statuses = world.instances[0]?.directory.agentStatuses.sorted ?? [];
    expect(statuses.map(({ name, type }) => `${name} ${type}`).sort()).toEqual([
      'Available ROUTABLE',
      'Errand CUSTOM',
      'Lunch CUSTOM',
      'Offline OFFLINE',
    ]);
    expect(problems(instance('phoneNumbers: [{ id: n, number: 2065550100 }]'))).toHaveLength(1);
    expect(problems(instance('phoneNumbers: [{ id: n, number: "2065550100" }]'))).toHaveLength(1);
  });
});

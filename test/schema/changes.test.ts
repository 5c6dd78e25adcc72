import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { changes, compositionChanges } from '../../schema/changes.mjs';
import { deprecationProblems } from '../../schema/deprecation.mjs';
import { publishedSchema } from '../support/schema-files.js';

const today = '2027-01-01';
const schema = (body: string, destination = '@oneOf') => `
  directive @oneOf on INPUT_OBJECT
  type Query { contact(id: ID!): Contact }
  type Contact { id: ID! ${body} }
  enum State { LIVE }
  input Destination ${destination} { queueId: ID userId: ID }
`;

test.each([
  ['nothing', schema('state: State'), { breaking: 0, dangerous: 0 }],
  ['a field that is gone', schema(''), { breaking: 1, dangerous: 0 }],
  [
    'a field that may be null now',
    schema('state: State').replace('id: ID! state', 'id: ID state'),
    { breaking: 1, dangerous: 0 },
  ],
  ['a @oneOf that is gone', schema('state: State', ''), { breaking: 1 }],
  ['a value that is new', schema('state: State').replace('LIVE', 'LIVE ENDED'), { breaking: 0, dangerous: 1 }],
  ['a field that is new', schema('state: State name: String'), { breaking: 0, dangerous: 0, others: 1 }],
])('%s is what it is to clients', async (_, now, expected) => {
  const { breaking, dangerous, others } = await changes(schema('state: State'), now, today);
  expect({ breaking: breaking.length, dangerous: dangerous.length, others }).toMatchObject(expected);
});

describe('what was deprecated and has gone', () => {
  const deprecated = (until: string) => `@deprecated(reason: "Use \`id\`. Stays until ${until}.")`;
  const released = (until: string) => `
    type Query { contact(id: ID!, alias: ID ${deprecated(until)}): Contact }
    type Contact { id: ID! state: State phone: Phone ${deprecated(until)} }
    type Phone { line: Line }
    type Line { number: Int }
    enum State { LIVE HELD ${deprecated(until)} }
  `;
  const now = `
    type Query { contact(id: ID!): Contact }
    type Contact { id: ID! state: State }
    enum State { LIVE }
  `;

  test('may go after its time, with the types that only it led to, and is told', async () => {
    const { breaking, dangerous } = await changes(released('2026-12-31'), now, today);
    expect(breaking).toEqual([]);
    expect(dangerous.map((text) => text.split(':')[0]).sort()).toEqual([
      ...['Contact.phone', 'Line', 'Phone', 'Query.contact.alias', 'State.HELD'],
    ]);
  });

  test('breaks clients before', async () => {
    const { breaking } = await changes(released(today), now, today);
    expect(breaking.map((text) => text.split(':')[0])).toEqual(
      expect.arrayContaining(['Contact.phone', 'Line', 'Phone', 'Query.contact.alias', 'State.HELD']),
    );
  });

  test('is no excuse for what goes with it and was not deprecated', async () => {
    const { breaking } = await changes(released('2026-12-31'), now.replace('state: State', 'name: String'), today);
    expect(breaking).toEqual([expect.stringContaining('Contact.state')]);
  });
});

describe('a deprecation', () => {
  const withReason = (reason: string) => schema(`state: State phase: State @deprecated(reason: "${reason}")`);
  const problems = (now: string, before = schema('state: State phase: State')) =>
    deprecationProblems(before, now, today).join('\n');

  test.each([
    'Use `state`. Stays until 2027-06-30.',
    'Use `Contact.id`: it tells more. Stays until 2028-02-29.',
    'Without replacement: Connect tells it no longer. Stays until 2027-06-30.',
  ])('may say: %s', (reason) => {
    expect(problems(withReason(reason))).toBe('');
  });

  test.each([
    ['no date', 'Use `state`.', 'the reason must be like'],
    ['no date that there is', 'Use `state`. Stays until 2027-13-01.', 'the reason must be like'],
    ['no replacement', 'Stays until 2027-06-30.', 'the reason must be like'],
    ['a replacement that there is not', 'Use `status`. Stays until 2027-06-30.', 'there is no `status` to use'],
    ['itself for a replacement', 'Use `phase`. Stays until 2027-06-30.', 'there is no `phase` to use'],
    ['a date that is too soon', 'Use `state`. Stays until 2027-06-29.', 'it must stay until 2027-06-30 at least'],
  ])('may not say %s', (_what, reason, problem) => {
    expect(problems(withReason(reason))).toEqual(expect.stringContaining(`Contact.phase: ${problem}`));
  });

  test('of the last release keeps its date or gets a later one', () => {
    const before = withReason('Use `state`. Stays until 2027-02-01.');
    expect(problems(before, before)).toBe('');
    expect(problems(withReason('Use `state`. Stays until 2027-03-01.'), before)).toBe('');
    expect(problems(withReason('Use `state`. Stays until 2027-01-31.'), before)).toContain('until 2027-02-01');
  });

  test('of an argument, a value or the field of an input is held to the same', () => {
    const now = schema('state: State')
      .replace('id: ID!)', 'id: ID!, of: ID @deprecated)')
      .replace('LIVE', 'LIVE HELD @deprecated')
      .replace('userId: ID', 'userId: ID agentId: ID @deprecated');
    expect(problems(now).match(/^[\w.]+/gm)).toEqual(['Query.contact.of', 'State.HELD', 'Destination.agentId']);
  });

  test('in the published schema is as the policy says', () => {
    const published = publishedSchema('api');
    expect(deprecationProblems(published, published, today)).toEqual([]);
  });
});

describe('for other subgraphs and routers', () => {
  const subgraph = (onType: string, onField = '') => `type Contact ${onType} { id: ID! state: String ${onField} }`;
  const needs = (scope: string) => `@requiresScopes(scopes: [["${scope}"]])`;

  test.each([
    ['a key', subgraph('@key(fields: "id")'), 'Contact: it is no longer @key(fields: "id").'],
    ['what lets a type be shared', subgraph('@shareable'), 'Contact: it is no longer @shareable.'],
    ['what asks for a token', subgraph('@authenticated'), 'Contact: it is no longer @authenticated.'],
    ['what asks for a scope', subgraph('', needs('a')), `Contact.state: it is no longer ${needs('a')}.`],
  ])('%s may not vanish', (_what, before, message) => {
    expect(compositionChanges(before, subgraph(''))).toEqual({ breaking: [message], dangerous: [] });
  });

  test('another scope is one that has vanished and one that clients may lack', () => {
    expect(compositionChanges(subgraph('', needs('a')), subgraph('', needs('b')))).toEqual({
      breaking: [`Contact.state: it is no longer ${needs('a')}.`],
      dangerous: [`Contact.state: it is now ${needs('b')}.`],
    });
  });

  test('a tag that has vanished is told, since contracts look for it', () => {
    expect(compositionChanges(subgraph('@tag(name: "a")'), subgraph(''))).toEqual({
      breaking: [],
      dangerous: ['Contact: it is no longer @tag(name: "a").'],
    });
  });

  test.each([
    ['other costs', subgraph('', '@cost(weight: 1)'), subgraph('', '@cost(weight: 2)')],
    ['a key more', subgraph(''), subgraph('@key(fields: "id")')],
    ['a field that is gone, of which clients are told', subgraph('', needs('a')), 'type Contact { id: ID! }'],
  ])('there is nothing to tell of %s', (_what, before, now) => {
    expect(compositionChanges(before, now)).toEqual({ breaking: [], dangerous: [] });
  });
});

describe('npm run schema:check', () => {
  const folder = mkdtempSync(join(tmpdir(), 'schema-check-'));
  beforeAll(() => {
    const root = fileURLToPath(new URL('../../', import.meta.url));
    for (const name of ['check.mjs', 'changes.mjs', 'deprecation.mjs']) {
      cpSync(join(root, 'schema', name), join(folder, name));
    }
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    mkdirSync(join(folder, 'released'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function check(before: string, now: string) {
    for (const name of ['api.graphql', 'subgraph.graphql']) {
      writeFileSync(join(folder, 'released', name), before);
      writeFileSync(join(folder, name), now);
    }
    const { status, stdout } = spawnSync(process.execPath, [join(folder, 'check.mjs')], { encoding: 'utf8' });
    return { status, lines: stdout.trim().split('\n') };
  }

  test('prints what may surprise clients, and succeeds', () => {
    expect(check(schema(''), schema('').replace('LIVE', 'LIVE ENDED'))).toEqual({
      status: 0,
      lines: [expect.stringMatching(/^dangerous {2}State.ENDED: /), '0 breaking, 1 dangerous, 0 other changes'],
    });
  });

  test('fails when something breaks clients or other subgraphs, or is deprecated against the policy', () => {
    const before = schema('phase: State').replace('type Contact', 'type Contact @key(fields: "id")');
    const { status, lines } = check(before, schema('phase: State @deprecated(reason: "Old.")', ''));
    expect(status).toBe(1);
    expect(lines.filter((line) => line.startsWith('BREAKING')).map((line) => line.split(':')[0])).toEqual([
      ...['BREAKING   Destination', 'BREAKING   Contact', 'BREAKING   Contact.phase'],
    ]);
  });
});

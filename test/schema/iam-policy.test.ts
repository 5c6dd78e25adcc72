import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { operationModel } from '#connect-model';
import { declaredOperations } from '../../src/connect/calls/operation.js';
import { iamPolicy } from '../../src/iam-policy.js';
import { publishedSchema } from '../support/schema-files.js';

const policy = JSON.parse(readFileSync(new URL('../../docs/iam-policy.json', import.meta.url), 'utf8'));
const instanceArn = policy.Statement[0].Resource[0];

test('docs/iam-policy.json allows what the code calls, and nothing else: run `npm run schema` when this fails', () => {
  expect(policy).toEqual(iamPolicy(instanceArn));
  expect(policy.Statement.flatMap(({ Action }: { Action: string[] }) => Action).sort()).toEqual(
    [...declaredOperations().keys()].map((name) => `connect:${name}`).sort(),
  );
});

test('what only reads is apart from what changes', () => {
  for (const [name, kind] of declaredOperations()) {
    const reads = /^(Describe|Get|List|Search|BatchGet)/.test(name);
    expect({ name, kind }).toEqual({ name, kind: reads ? 'read' : 'write' });
    expect(operationModel(name)).toBeDefined();
  }
});

test('every mutation is among them', () => {
  const [, fields = ''] = /\ntype Mutation \{([\s\S]*?)\n\}/.exec(publishedSchema('api')) ?? [];
  const mutations = [...fields.matchAll(/^ {2}(\w+)\(/gm)].map(
    ([, name = '']) => name[0]?.toUpperCase() + name.slice(1),
  );
  expect(mutations.length).toBeGreaterThan(2);
  const names = [...declaredOperations().keys()];
  expect(mutations.filter((name) => !names.includes(name) && name !== 'TransferContactToQuickConnect')).toEqual([]);
});

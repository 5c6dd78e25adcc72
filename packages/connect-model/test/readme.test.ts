import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import * as model from '../src/index.js';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const code = /```js\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
const examples = [...code.matchAll(/^(?!import)(.+); \/\/ (.+)$/gm)].map(([, call = '', result = '']) => [
  call,
  result,
]);
const evaluate = (expression: string) =>
  new Function(...Object.keys(model), `return (${expression});`)(...Object.values(model));

test('the README has an example of each kind', () => {
  expect(examples.length).toBeGreaterThanOrEqual(5);
});

test.each(examples)('%s', (call = '', result = '') => {
  expect(evaluate(call)).toEqual(evaluate(result));
});

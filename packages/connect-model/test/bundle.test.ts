import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

test('the bundle holds the data exactly as the source has it', async () => {
  const bundle = new URL('../dist/connect-model.js', import.meta.url).pathname;
  const { serviceModel } = await import(bundle);
  const data = readFileSync(new URL('../src/connect-2017-08-08.json', import.meta.url), 'utf8');
  expect(serviceModel).toEqual(JSON.parse(data));
});

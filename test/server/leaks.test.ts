import { expect, test } from '@jest/globals';
import { leaksIn } from '../support/log.js';

test.each([
  ['a token', '{"header":"Bearer abc.def"}'],
  ['a token', '{"msg":"eyJhbGciOiJSUzI1NiJ9.e30"}'],
  ['a credential', '{"key":"AKIAIOSFODNN7EXAMPLE"}'],
  ['a credential', '{"url":"/?X-Amz-Security-Token=1"}'],
  ['a telephone number', '{"address":"+12065550100"}'],
  ['an e-mail address', '{"address":"jane@mail.example"}'],
  ['a value that a test marked', '{"attributes":{"tier":"attribute-canary"}}'],
  ['a request body', '{"body":"{\\"query\\":\\"{ __typename }\\"}"}'],
  ['a request body', '{"document":"mutation Stop { stopContact }"}'],
])('the search for leaks finds %s in a log: %s', (what, line) => {
  expect(leaksIn(`{"msg":"ready"}\n${line}\n`)).toEqual([expect.stringContaining(`${what}: `)]);
});

test('the search for leaks finds nothing in the line of a request', () => {
  expect(leaksIn('{"type":"query","operation":"Alias","status":200,"path":"/graphql","msg":"request"}')).toEqual([]);
});

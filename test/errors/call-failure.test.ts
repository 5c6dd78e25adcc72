import { describe, expect, test } from '@jest/globals';
import { operationModel } from '#connect-model';
import { declaredOperations } from '../../src/connect/calls/operation.js';
import { type Attempt, TransportError } from '../../src/connect/transport/attempt.js';
import { callFailure } from '../../src/connect/transport/classify-failure.js';
import { errorTypes } from '../../src/errors/exceptions.js';
import { ConnectReadError } from '../../src/errors/read-error.js';
import { refusalMessage, refusalSentences, sentencesByOperation } from '../../src/errors/refusal-sentences.js';
import { type TransportFault } from '../../src/errors/transport-fault.js';
// Loaded for the declarations of all operations.
import '../../src/schema.js';
import { hostileMessages, partsIn } from '../support/hostile-messages.js';

const attempt = (more: Partial<Attempt>): Attempt => ({
  ...{ emptyAnswerAllowed: false, freshConnection: false, sent: true, onSent: () => {} },
  ...{ awsRequestId: 'r', status: 400, retryAfterMs: null, skewMs: 0, errorName: null },
  ...more,
});
const faults: readonly TransportFault[] = [
  'timeout',
  'connection',
  'name',
  'certificate',
  'proxy',
  'reset',
  'foreign-answer',
];

describe.each(hostileMessages)('an error with a message or a name of $title', ({ text }) => {
  const named = Object.assign(new Error(text), { name: text, code: text, cause: new Error(text) });
  test.each<[string, Error, Attempt]>([
    ['a provider of credentials', named, attempt({ sent: false, status: null })],
    ['the SDK, of an answer that it cannot read', named, attempt({ status: 200 })],
    ['the SDK, of a refusal', named, attempt({ errorName: 'ConflictException' })],
    ['the SDK, of a refusal without a name', named, attempt({})],
    ['the SDK, of a throttle', named, attempt({ status: 429 })],
    ['the SDK, of a limit', Object.assign(named, { name: `${text}LimitExceededException` }), attempt({ status: 429 })],
    ['the SDK, of a failure inside', named, attempt({ status: 500, errorName: 'InternalServiceException' })],
    ['the SDK, of credentials', named, attempt({ status: 403, errorName: 'ExpiredTokenException' })],
    ...faults.map(
      (fault) =>
        [`the way to Connect: ${fault}`, new TransportError(fault, text, { cause: named }), attempt({})] as [
          string,
          Error,
          Attempt,
        ],
    ),
  ])('leaves nothing of it where it comes from %s', (_where, error, made) => {
    const failure = callFailure(error, made);
    expect(partsIn(JSON.stringify(failure))).toEqual([]);
    const told = new ConnectReadError('StopContact', failure);
    expect(partsIn(`${told.message} ${JSON.stringify(told)}`)).toEqual([]);
  });
});

describe("the gateway's own sentences", () => {
  const operations = [...declaredOperations().keys()];
  const saidOtherwise = ['InternalServiceException', 'ThrottlingException', 'TooManyRequestsException'];

  test('are there for every exception that an operation of the gateway documents, and every error type', () => {
    const documented = new Set([
      ...operations.flatMap((name) => operationModel(name).errors),
      ...Object.keys(errorTypes),
    ]);
    const missing = [...documented].filter(
      (name) => !saidOtherwise.includes(name) && !Object.hasOwn(refusalSentences, name),
    );
    expect(missing).toEqual([]);
  });

  test('of one operation are about an exception that it documents', () => {
    for (const [exception, sentences] of Object.entries(sentencesByOperation)) {
      for (const operation of Object.keys(sentences)) {
        expect(operations).toContain(operation);
        expect(operationModel(operation).errors).toContain(exception);
      }
    }
  });

  test('say what it means and what to do, in two sentences at least, and name no one', () => {
    const all = [...Object.values(refusalSentences), ...Object.values(sentencesByOperation).flatMap(Object.values)];
    for (const sentence of all) {
      expect(sentence).toMatch(/^[a-z].+\. [A-Z].+\.$/);
      expect(sentence).not.toMatch(/@|\d{3}|arn:/);
    }
  });

  test.each(['constructor', '__proto__', 'toString'])('are not looked for in what all objects have: %s', (name) => {
    expect(refusalMessage(name, name)).toBe(`Connect refused ${name} with ${name}.`);
    expect(refusalMessage(name, 'ConflictException')).toMatch(/^Connect refused \w+ with ConflictException: another /);
  });
});

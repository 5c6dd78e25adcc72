import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { getNamedType, isObjectType, isScalarType } from 'graphql';
import { typeScopes } from '../../src/auth/scopes.js';
import type { Scope } from '../../src/ids/scope.js';
import { gatewayGraph } from '../../src/schema.js';
import { contacts } from '../support/demo.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { bearer, startTestIssuer, type TestIssuer } from '../support/issuer.js';

const topic = 'arn:aws:sns:us-east-1:111122223333:transcripts';
const foreignTopic = 'arn:aws:sns:us-east-1:444455556666:transcripts';
const processor = 'arn:aws:lambda:us-east-1:111122223333:function:redact';
const foreignProcessor = 'arn:aws:lambda:us-east-1:444455556666:function:collect';

let issuer: TestIssuer;
let gateway: TestGateway;
beforeAll(async () => {
  issuer = await startTestIssuer();
  const exportTargets = { topicArns: new Set([topic]), processorArns: new Set([processor]) };
  gateway = await startTestGateway({ settings: { auth: issuer.settings, exportTargets } });
});
afterAll(async () => {
  await gateway.close();
  await issuer.close();
});
beforeEach(() => gateway.emulator.ledger.clear());

async function ask(granted: readonly Scope[], query: string) {
  const token = await issuer.token({ scope: granted.join(' ') });
  return gateway.graphql(query, {}, bearer(token));
}

const join = `createParticipant(input: { contactId: "${contacts.chat}", participantDetails: { participantRole: CUSTOM_BOT } }) { __typename }`;
const stream = (arn: string) =>
  `startContactStreaming(input: { contactId: "${contacts.chat}", topicArn: "${arn}" }) { __typename ... on ConnectInvalidInputError { violations { path message } } }`;
const process = (arn: string) =>
  `startContactMediaProcessing(input: { contactId: "${contacts.chat}", processorArn: "${arn}" }) { __typename ... on ConnectInvalidInputError { violations { path message } } }`;

describe('to write contacts is not to hear what is said in them', () => {
  test.each<[what: string, mutation: string, scope: Scope]>([
    ['to join one', join, 'conversations:join'],
    ['to stream one', stream(topic), 'conversations:export'],
    ['to have one processed', process(processor), 'conversations:export'],
  ])('%s needs a scope of its own', async (_what, mutation, scope) => {
    const others = (
      ['contacts:write', 'contacts:pii', 'contacts:read', 'contacts:listen', 'agents:write'] as const
    ).filter((one) => one !== (scope as string));
    const refused = await ask(others, `mutation { ${mutation} }`);
    expect(refused.errors.map(({ extensions }) => [extensions.code, extensions.requiredScopes])).toEqual([
      ['FORBIDDEN', [scope]],
    ]);
    expect(gateway.emulator.ledger.entries()).toEqual([]);
    const { errors } = await ask([scope], `mutation { ${mutation} }`);
    expect(errors).toEqual([]);
    expect(gateway.emulator.ledger.entries()).not.toEqual([]);
  });
});

describe('a conversation goes only where the operator has said', () => {
  test.each([
    ['a topic of another account', stream(foreignTopic), 'topicArn', 'STREAMING_TOPIC_ARNS'],
    ['a function of another account', process(foreignProcessor), 'processorArn', 'MEDIA_PROCESSOR_ARNS'],
    ['a version of a listed function', process(`${processor}:7`), 'processorArn', 'MEDIA_PROCESSOR_ARNS'],
    ['a topic whose name begins with a listed one', stream(`${topic}-2`), 'topicArn', 'STREAMING_TOPIC_ARNS'],
  ])('not to %s, and nothing is called', async (_what, mutation, field, setting) => {
    const { data } = await ask(['conversations:export'], `mutation { result: ${mutation} }`);
    expect(data.result).toEqual({
      __typename: 'ConnectInvalidInputError',
      violations: [{ path: [field], message: `is not listed in the gateway's setting ${setting}.` }],
    });
    expect(gateway.emulator.ledger.entries()).toEqual([]);
  });
});

test('names of what an administrator has set up need directory:read on every type', async () => {
  const { schema } = await gatewayGraph();
  const kinds =
    /^(queue|user|agent|contactFlow|flow|taskTemplate|template|quickConnect|form|hierarchyGroup|routingProfile|agentStatus|hours\w*)(Name|Title|Type)$/;
  const names = Object.values(schema.getTypeMap()).flatMap((type) => {
    // Error types tell why an operation was refused.
    if (!isObjectType(type) || type.name.endsWith('Error')) return [];
    return Object.values(type.getFields())
      .filter((field) => kinds.test(field.name) && isScalarType(getNamedType(field.type)))
      .map((field) => ({ name: `${type.name}.${field.name}`, type: type.name }));
  });
  expect(names.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['ConnectContact.taskTemplateName', 'ConnectEvaluation.formTitle']),
  );
  const open = names.filter(
    ({ name, type }) => ![typeScopes[name], typeScopes[type]].flat().includes('directory:read'),
  );
  expect(open).toEqual([]);
});

test.each([['the template of a task', `{ connect { contact(id: "${contacts.scheduled}") { id taskTemplateName } } }`]])(
  '%s is not shown to a caller without directory:read',
  async (_what, query) => {
    const { data, errors } = await ask(['contacts:read'], query);
    expect(data.connect.contact.taskTemplateName).toBeNull();
    expect(errors.map(({ extensions }) => extensions.requiredScopes)).toEqual([['directory:read']]);
  },
);

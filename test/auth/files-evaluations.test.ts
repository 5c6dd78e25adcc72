import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Scope } from '../../src/ids/scope.js';
import { evaluated, filed, instanceArn, instanceId } from '../support/demo.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { bearer, startTestIssuer, type TestIssuer } from '../support/issuer.js';
import { operationOf } from '../support/operation-of.js';

const labArn = instanceArn.replace(instanceId, '10000000-0000-4000-8000-000000000002');
const labContact = 'cccccccc-0000-4000-8000-000000000101';

let issuer: TestIssuer;
let gateway: TestGateway;
beforeAll(async () => {
  issuer = await startTestIssuer({ instancesClaim: 'connect_instances' });
  gateway = await startTestGateway({ instances: [instanceArn, labArn], settings: { auth: issuer.settings } });
});
afterAll(async () => {
  await gateway.close();
  await issuer.close();
});

/** Asks as a caller who may use the first instance only. */
async function ask(scopes: readonly Scope[], query: string, variables: object = {}) {
  const token = await issuer.token({ scope: scopes.join(' '), connect_instances: [instanceId] });
  gateway.emulator.ledger.clear();
  const { data, errors } = await gateway.graphql(query, { ...variables }, bearer(token));
  const refused = errors.map(({ path, extensions }) => [path?.at(-1), extensions.code]);
  return { data, refused, calls: gateway.emulator.ledger.entries().map(({ operation }) => operation) };
}

test('a file shows its name, and where it can be downloaded, with contacts:pii only', async () => {
  const query = `{ connect { contact(id: "${filed.contact}") { attachedFile(id: "${filed.file}") { status fileName download { url } } } } }`;
  const { data, refused, calls } = await ask(['contacts:read'], query);
  expect(data.connect.contact.attachedFile).toEqual({ status: 'APPROVED', fileName: null, download: null });
  expect(refused).toEqual([
    ['fileName', 'FORBIDDEN'],
    ['download', 'FORBIDDEN'],
  ]);
  expect(calls).not.toContain('GetAttachedFile');
  const allowed = await ask(['contacts:read', 'contacts:pii'], query);
  expect(allowed.data.connect.contact.attachedFile.fileName).toBe('parcel.txt');
  expect(allowed.refused).toEqual([]);
});

test('an evaluation shows answers and notes with contacts:pii only, and its form with directory:read', async () => {
  const query = `{ connect { evaluation(id: "${evaluated.evaluation}") { score { percentage } answers { refId } notes { value } form { title } } } }`;
  const { data, refused } = await ask(['contacts:read'], query);
  expect(data.connect.evaluation).toEqual({ score: { percentage: 60 }, answers: null, notes: null, form: null });
  expect(refused.map(([field]) => field)).toEqual(['answers', 'notes', 'form']);
  expect((await ask(['contacts:read', 'contacts:pii', 'directory:read'], query)).refused).toEqual([]);
});

test.each([
  ['startAttachedFileUpload', { attachedTo: { contactId: `${labArn}/contact/${labContact}` } }, labContact],
  ['deleteAttachedFile', { attachedTo: { contactId: filed.contact }, fileId: `${labArn}/file/x` }, 'x'],
  ['submitContactEvaluation', { evaluationId: `${labArn}/contact-evaluation/x` }, 'x'],
  ['startContactEvaluation', { contactId: `${labArn}/contact/${labContact}`, formId: evaluated.form }, labContact],
])('%s finds nothing in an instance that the caller may not use', async (mutation, input, id) => {
  const name = operationOf(mutation);
  const file = mutation === 'startAttachedFileUpload' ? { fileName: 'a.txt', sizeInBytes: 1 } : {};
  const { data } = await ask(
    ['contacts:write'],
    `mutation ($input: ${name}Input!) { answer: ${mutation}(input: $input) { __typename ... on ConnectResourceNotFoundError { resourceId } } }`,
    { input: { ...input, ...file } },
  );
  expect(data.answer).toEqual({ __typename: 'ConnectResourceNotFoundError', resourceId: id });
});

import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { emulatedOperations } from '#connect-emulator';
import { defaultQuota, serviceModel } from '#connect-model';
import { mutationsPage } from '../../schema/mutations-page.mjs';
import { operationsPage } from '../../schema/operations-page.mjs';
import { referencePage } from '../../schema/reference-page.mjs';
import { scopeTable } from '../../src/auth/scopes.js';
import { declaredMutations, declaredOperations } from '../../src/connect/calls/operation.js';
import { gatewayGraph } from '../../src/schema.js';
import { readOperations } from '../../src/server/page-route.js';

const docs = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
const published = docs('operations.md');

/** Every operation that there must be a mutation of, beside the three of the foundation. */
const mutations = `startChatContact startEmailContact startOutboundVoiceContact startOutboundChatContact
  startOutboundEmailContact startWebRTCContact createContact transferContact stopContact startTaskContact pauseContact
  resumeContact associateContactWithUser dismissUserContact monitorContact createParticipant
  createPersistentContactAssociation updateParticipantRoleConfig updateParticipantAuthentication startScreenSharing
  updateContact updateContactAttributes updateContactSchedule updateContactRoutingData tagContact untagContact
  startContactRecording stopContactRecording suspendContactRecording resumeContactRecording startContactStreaming
  stopContactStreaming startContactMediaProcessing stopContactMediaProcessing startAttachedFileUpload
  completeAttachedFileUpload deleteAttachedFile startContactEvaluation submitContactEvaluation updateContactEvaluation
  deleteContactEvaluation putUserStatus transferContactToQuickConnect updateQueueStatus tagResource untagResource`.split(
  /\s+/,
);
const reads = `DescribeContact SearchContacts ListAssociatedContacts ListContactReferences GetContactAttributes
  GetContactMetrics ListRealtimeContactAnalysisSegmentsV2 GetCurrentUserData GetCurrentMetricData GetAttachedFile
  BatchGetAttachedFileMetadata DescribeContactEvaluation ListContactEvaluations SearchContactEvaluations
  DescribeEvaluationForm ListEvaluationForms`.split(/\s+/);

test('docs/operations.md is what the code offers: run `npm run schema` when this fails', async () => {
  const { schema } = await gatewayGraph();
  const page = operationsPage({
    schema,
    declared: declaredOperations(),
    operations: serviceModel.operations,
    quotaOf: defaultQuota,
    behaves: (operation) => emulatedOperations.has(operation),
  });
  expect(page).toBe(published);
});

test('no operation of Connect on contacts is missing, and the emulator supports each', () => {
  expect(mutations.filter((name) => !published.includes(`| \`${name}\` |`))).toEqual([]);
  expect(reads.filter((name) => !published.includes(`| ${name} |`))).toEqual([]);
  expect(published).not.toContain('not supported');
});

test('docs/mutations.md is what the code offers: run `npm run schema` when this fails', async () => {
  const { schema } = await gatewayGraph();
  expect(mutationsPage({ schema, declared: declaredMutations() })).toBe(docs('mutations.md'));
  expect([...declaredMutations().keys()]).toEqual(Object.keys(schema.getMutationType()?.getFields() ?? {}).sort());
});

test('only these mutations change nothing that exists: complete `changes` of a declaration when this fails', async () => {
  await gatewayGraph();
  const creating = [...declaredMutations()].filter(([, { changes }]) => Object.keys(changes).length === 0);
  expect(creating.map(([name]) => name)).toEqual([
    ...['createContact', 'startAttachedFileUpload', 'startChatContact', 'startEmailContact'],
    ...['startOutboundChatContact', 'startOutboundVoiceContact', 'startTaskContact', 'startWebRTCContact'],
    // It names no contact, only a state.
    'updateParticipantAuthentication',
  ]);
});

/** Mutations of each scope but `contacts:write`, of which docs only say that it allows all others. */
const mutationsByScope = async () => {
  await gatewayGraph();
  const named = [...declaredMutations()].filter(([, { scope }]) => scope !== 'contacts:write');
  const scopes = [...new Set(named.map(([, { scope }]) => scope))];
  return scopes.map(
    (scope) => [scope, named.filter(([, other]) => other.scope === scope).map(([name]) => name)] as const,
  );
};

test.each([
  ['authentication.md', (scope: string) => scope],
  ['schema-policy.md', (scope: string) => scope.replace(':', '-')],
])('docs/%s names the mutations of each scope: complete the row of the scope when this fails', async (page, nameOf) => {
  const rows = docs(page).split('\n');
  for (const [scope, mutations] of await mutationsByScope()) {
    const row = rows.find((line) => line.startsWith(`| \`${nameOf(scope)}\` |`)) ?? `no row for ${nameOf(scope)}`;
    const names = [...row.matchAll(/`(\w+)`/g)].map(([, name]) => name).filter((name) => name !== nameOf(scope));
    expect([scope, names.sort()]).toEqual([scope, mutations]);
  }
});

test('docs/schema.md is what the code offers: run `npm run schema` when this fails', async () => {
  const schema = buildSchema((await gatewayGraph()).apiSdl);
  expect(referencePage({ schema, examples: readOperations(), scopes: scopeTable() })).toBe(docs('schema.md'));
});

test('the page of the schema has every type and mutation once, and no link leads nowhere', () => {
  const page = docs('schema.md');
  const headings = [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading.toLowerCase());
  expect(headings.length).toBeGreaterThan(500);
  expect(new Set(headings).size).toBe(headings.length);
  const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, link]) => link);
  expect(links.filter((link) => !headings.includes(link ?? ''))).toEqual([]);
});

test('a mutation that no document shows fails the page of the schema', async () => {
  const schema = buildSchema((await gatewayGraph()).apiSdl);
  const examples = new Map([...readOperations()].filter(([file]) => file !== 'tag-contact'));
  expect(() => referencePage({ schema, examples, scopes: scopeTable() })).toThrow(
    'No document of schema/operations shows Mutation.tagContact.',
  );
});

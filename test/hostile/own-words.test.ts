import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSchema, isLeafType, isUnionType, type OperationDefinitionNode, parse } from 'graphql';
import { operationModel, serviceModel } from '#connect-model';
import { declaredOperations } from '../../src/connect/calls/operation.js';
import { commonExceptions } from '../../src/errors/exceptions.js';
// Loaded for the declarations of all operations.
import '../../src/schema.js';
import { readOperations } from '../../src/server/page-route.js';
import { newFile } from '../idempotency/support.js';
import { type Collector, startCollector } from '../support/collector.js';
import { evaluated } from '../support/demo.js';
import { putFile } from '../support/files.js';
import { hostileMessages, partsIn } from '../support/hostile-messages.js';
import { testLog } from '../support/log.js';
import { predecessorOf, problemsOf, variablesOf, wrong } from '../support/operation-examples.mjs';
import { operationOf } from '../support/operation-of.js';
import { publishedSchema } from '../support/schema-files.js';
import { startTampered, type TamperedGateway, type UpstreamAnswer } from '../support/tampering.js';

const examples = readOperations();
const schema = buildSchema(publishedSchema('api'));
const declared = declaredOperations();
const { log, text: logged } = testLog();
const file = newFile();
const audited = newFile();

let gateway: TamperedGateway;
let collector: Collector;
beforeAll(async () => {
  collector = await startCollector();
  gateway = await startTampered({
    log,
    idempotency: { store: `file:${file}` },
    settings: {
      tracesUrl: collector.url,
      admin: { host: '127.0.0.1', port: 0 },
      audit: { kind: 'file', path: audited },
    },
  });
});
let closed = false;
async function close(): Promise<void> {
  if (!closed) await gateway.close();
  closed = true;
}
afterAll(async () => {
  await close();
  await collector.close();
});
afterEach(() => {
  gateway.tamper(() => {});
  gateway.emulator.faults.clear();
});

const definitionOf = (query: string) => parse(query).definitions[0] as OperationDefinitionNode;
const rootOf = (query: string) => {
  const [field] = definitionOf(query).selectionSet.selections;
  return field?.kind === 'Field' ? field.name.value : '';
};

/** The example of each mutation. */
const mutations = new Map<string, string>();
const queries: string[] = [];
for (const [name, { query }] of examples) {
  if (name === wrong || name === 'ended-contact') continue;
  if (definitionOf(query).operation === 'query') queries.push(name);
  else if (!mutations.has(rootOf(query))) mutations.set(rootOf(query), name);
}

/** Answers of the examples that others come after. */
const earlier = new Map<string, Readonly<Record<string, unknown>>>();

/** The variables of an example, once all is done that it comes after. */
async function variables(name: string): Promise<Record<string, unknown>> {
  const example = examples.get(name);
  if (!example) throw new Error(`schema/operations has no ${name}.graphql`);
  const before = predecessorOf(example);
  if (before && !earlier.has(before)) {
    const { query } = examples.get(before) ?? { query: '' };
    const { data, ...answer } = await gateway.graphql(query, await variables(before));
    expect(problemsOf(before, { query, variables: null }, { data, ...answer })).toEqual([]);
    const result = data[rootOf(query)];
    if (result.upload) await putFile(result.upload);
    earlier.set(before, result);
  }
  return variablesOf(example, before ? earlier.get(before) : undefined, gateway.emulator.world.clock.now());
}

/** A mutation with every leaf of every type of its result. */
function documentOf(mutation: string): string {
  const operation = operationOf(mutation);
  const result = schema.getType(`${operation}Result`);
  const types = isUnionType(result) ? result.getTypes() : [];
  const selections = types.map((type) => {
    const leaves = Object.values(type.getFields()).filter((field) => isLeafType(nakedTypeOf(field.type)));
    return `... on ${type.name} { ${leaves.map(({ name }) => `${type.name}_${name}: ${name}`).join(' ')} }`;
  });
  return `mutation ($input: ${operation}Input!) { result: ${mutation}(input: $input) { __typename
    ... on ConnectError { awsRequestId } ${selections.join(' ')} } }`;
}
const nakedTypeOf = (type: unknown): never =>
  ((type as { ofType?: unknown }).ofType ? nakedTypeOf((type as { ofType: unknown }).ofType) : type) as never;

let used = 0;
/** Refuses a call with an exception and the next of the messages. @returns Amazon's id of the call. */
function refuseWith(answer: UpstreamAnswer, exception: string, status?: number): string {
  const message = hostileMessages[used++ % hostileMessages.length]?.text;
  const errors: Readonly<Record<string, { readonly status: number }>> = serviceModel.errors;
  answer.status = status ?? errors[exception]?.status ?? 400;
  answer.headers['content-type'] = 'application/json';
  answer.headers['x-amzn-errortype'] = exception;
  answer.headers['x-amzn-requestid'] = randomUUID();
  // By either name, as AWS's protocols have them, and where nothing is read.
  answer.body = JSON.stringify({ Message: message, message, detail: { Reason: message } });
  return answer.headers['x-amzn-requestid'];
}

/** Refuses calls of these operations. @returns Amazon's ids of the calls so far. */
function refuse(operations: (name: string) => boolean, exception: string, status?: number): () => readonly string[] {
  const ids: string[] = [];
  gateway.tamper((operation, answer) => {
    if (operations(operation)) ids.push(refuseWith(answer, exception, status));
  });
  return () => ids;
}

const unknownException = 'NobodyKnowsThisException';

describe.each([...mutations])(
  "a refusal of %s has nothing of Amazon's message, and its request id,",
  (mutation, name) => {
    const operation = operationOf(mutation) in serviceModel.operations ? operationOf(mutation) : 'TransferContact';
    const document = documentOf(mutation);
    const exceptions = new Set<string>([...operationModel(operation).errors, ...commonExceptions, unknownException]);

    const ask = async () => {
      const { input, ...more } = await variables(name);
      return async () => {
        const answer = await gateway.graphql(document, {
          ...more,
          input: { ...(input as object), clientToken: randomUUID() },
        });
        expect(answer.errors).toEqual([]);
        expect(partsIn(JSON.stringify(answer.data))).toEqual([]);
        return answer.data.result as Record<string, unknown>;
      };
    };

    test('for each of its exceptions', async () => {
      const send = await ask();
      for (const exception of exceptions) {
        // Refused before it has an effect; by which name and message is changed on the way.
        gateway.emulator.faults.clear();
        gateway.emulator.faults.add({ operation, fault: 'error', error: 'InvalidRequestException', times: 10 });
        const refusedIds = refuse((called) => called === operation, exception);
        const result = await send();
        const id = refusedIds().at(-1);
        expect([exception, result.__typename]).toEqual([exception, expect.stringMatching(/Error$/)]);
        expect([exception, id, result.awsRequestId]).toEqual([exception, expect.any(String), id]);
      }
    });

    test('also where the reads that look for its reason are refused so too', async () => {
      const send = await ask();
      gateway.emulator.faults.add({ operation: '*', fault: 'error', error: 'InvalidRequestException', times: 100 });
      const refusedIds = refuse((called) => called !== '', 'InvalidRequestException');
      expect((await send()).__typename).toMatch(/Error$/);
      expect(refusedIds()).not.toEqual([]);
    });
  },
);

/** For reads that no example makes. */
const furtherQueries = [
  `{ connect { contact(id: "${evaluated.contact}") { attributes { name } evaluations { id } } } }`,
  `{ connect { contact(id: "${evaluated.contact}") { metrics { positionInQueue } } } }`,
  '{ connect { queues(filter: { types: [AGENT] }) { nodes { id } } quickConnects { nodes { id } } } }',
  '{ connect { contactFlows(filter: { published: true }) { nodes { id } } } }',
];
/** Reads that are made only for a mutation: before it, for its result, or to find out what became of it. */
const ofDiagnosis = [
  'DescribeInstanceAttribute',
  'DescribePredefinedAttribute',
  'GetContactAttributes',
  'ListEvaluationFormVersions',
  'ListTagsForResource',
];

describe("a refused read has nothing of Amazon's message", () => {
  const all: { query: string; reads: Set<string>; values: () => Promise<object> }[] = [];
  beforeAll(async () => {
    const documents = [
      ...queries.map((name) => ({ query: examples.get(name)?.query ?? '', values: () => variables(name) })),
      ...furtherQueries.map((query) => ({ query, values: async () => ({}) })),
    ];
    for (const { query, values } of documents) {
      startAnew();
      const given = await values();
      gateway.called();
      await gateway.graphql(query, given);
      all.push({ query, values, reads: new Set(gateway.called()) });
    }
  });
  /** With nothing read before. */
  function startAnew(): void {
    gateway.emulator.reset();
    earlier.clear();
  }

  test('of all reads but those of a diagnosis', () => {
    const made = new Set(all.flatMap(({ reads }) => [...reads]));
    const reads = [...declared].filter(([, kind]) => kind === 'read').map(([name]) => name);
    expect(reads.filter((name) => !made.has(name)).sort()).toEqual(ofDiagnosis);
  });

  const reads = [...declared].filter(([name, kind]) => kind === 'read' && !ofDiagnosis.includes(name));
  test.each(reads.map(([name]) => name))('such as %s', async (operation) => {
    const found = all.find(({ reads }) => reads.has(operation));
    for (const exception of [...operationModel(operation).errors, 'AccessDeniedException', unknownException]) {
      startAnew();
      const values = await found?.values();
      const refusedIds = refuse((called) => called === operation, exception);
      const { errors } = await gateway.graphql(found?.query ?? '', { ...values });
      gateway.tamper(() => {});
      expect([exception, refusedIds()]).not.toEqual([exception, []]);
      expect(partsIn(JSON.stringify(errors))).toEqual([]);
      for (const { extensions } of errors)
        expect([exception, refusedIds()]).toEqual([exception, expect.arrayContaining([extensions.awsRequestId])]);
    }
  });
});

describe('an exception with a name that is none', () => {
  test.each(hostileMessages)('such as $title is not told', async ({ text }) => {
    for (const [status, suffix] of [
      [400, ''],
      [429, ' LimitExceededException'],
      [403, 'AccessDeniedException'],
    ] as const) {
      const header = `${text.replace(/[^ -~]/g, '')}${suffix}`;
      refuse((called) => called === 'StopContact', header, status);
      const { data } = await gateway.graphql(documentOf('stopContact'), { input: { contactId: 'c' } });
      expect(data.result.__typename).toMatch(/Error$/);
      expect(partsIn(JSON.stringify(data))).toEqual([]);
    }
  });
});

test('one file among several that is not readable has nothing of its message', async () => {
  for (const { text } of hostileMessages) {
    gateway.tamper((operation, answer) => {
      if (operation !== 'BatchGetAttachedFileMetadata') return;
      answer.body = JSON.stringify({
        Files: [],
        Errors: [{ FileId: 'f', ErrorCode: 'AccessDenied', ErrorMessage: text }],
      });
    });
    const { errors } = await gateway.graphql(
      `{ connect { contact(id: "${evaluated.contact}") { attachedFiles(ids: ["f"]) { fileName } } } }`,
    );
    expect(errors).toMatchObject([{ extensions: { awsName: 'AccessDenied' } }]);
    expect(partsIn(JSON.stringify(errors))).toEqual([]);
  }
});

test('nothing of any message is in the log, the audit log, the metrics, the store or the spans', async () => {
  const metrics = await (await fetch(`${gateway.adminUrl}/metrics`)).text();
  // The spans that are left are sent at the end.
  await close();
  expect(metrics).toContain('StopContact');
  expect(partsIn(metrics)).toEqual([]);
  expect(logged()).toContain(unknownException);
  expect(partsIn(logged())).toEqual([]);
  const kept = readFileSync(file);
  expect(kept.includes('ConnectInvalidRequestError')).toBe(true);
  expect(partsIn(kept)).toEqual([]);
  const audit = readFileSync(audited, 'utf8');
  expect(audit).toContain('ConnectInvalidRequestError');
  expect(partsIn(audit)).toEqual([]);
  expect(collector.spans.length).toBeGreaterThan(500);
  expect(partsIn(collector.text())).toEqual([]);
});

test('the search for parts of messages finds each', () => {
  for (const { text, parts } of hostileMessages) {
    expect(partsIn(`x ${text.toUpperCase()} y`)).toEqual(expect.arrayContaining([...parts]));
    expect(partsIn(JSON.stringify({ text }))).toEqual(expect.arrayContaining([...parts]));
    expect(partsIn(Buffer.from(text))).toEqual(expect.arrayContaining([...parts]));
  }
  expect(partsIn('Connect refused StopContact with ConflictException.')).toEqual([]);
});

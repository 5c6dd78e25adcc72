import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { contacts, flows, instanceArn, queues, users } from '../../support/demo.js';
import { startTestGateway, type TestGateway } from '../../support/gateway.js';
import { routerOfRun } from '../../support/routers.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

const document = 'mutation ($input: TransferContactInput!) { transferContact(input: $input) { __typename } }';
const allowedCodes = new Set(['BAD_USER_INPUT']);
const runs = routerOfRun ? 300 : 1_000;

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 600 }),
  fc.constantFrom('', ' ', '\u0000', '../..', '%2e%2e', 'arn:', '💥'.repeat(100), '__proto__', "'; --", '{}', 'null'),
);
const id = (...known: string[]) =>
  fc.oneof(
    text,
    fc.constantFrom(...known),
    fc.constantFrom(...known).map((one) => `${instanceArn}/contact/${one}`),
  );
const anything = fc.oneof(text, fc.integer(), fc.constant(null), fc.constant([]), fc.constant({}), fc.boolean());
const destination = fc.oneof(
  fc.record({ queueId: id(queues.general, queues.full) }),
  fc.record({ userId: id(users.ines) }),
  fc.dictionary(fc.constantFrom('queueId', 'userId', 'x'), anything),
  anything,
);
const input = fc.record(
  {
    contactId: fc.oneof({ weight: 4, arbitrary: id(...Object.values(contacts)) }, { weight: 1, arbitrary: anything }),
    contactFlowId: fc.oneof({ weight: 4, arbitrary: id(...Object.values(flows)) }, { weight: 1, arbitrary: anything }),
    destination,
    clientToken: fc.option(text),
    instanceId: fc.option(id(instanceArn), { freq: 5 }),
  },
  { requiredKeys: ['contactId', 'contactFlowId'] },
);

test(`${runs} random inputs never bring an unmasked error, a 500 or a hang`, async () => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(input, async (value) => {
      const { status, data, errors } = await gateway.graphql(document, { input: value });
      expect([200, 400]).toContain(status);
      for (const { message, extensions } of errors) {
        expect(allowedCodes).toContain(extensions.code);
        expect(message).not.toMatch(/node_modules|\bat .*\.js|undefined|TypeError/);
      }
      const typename: string = data?.transferContact?.__typename ?? 'refused by GraphQL';
      expect(typename).not.toBe('ConnectUnexpectedError');
      seen.set(typename, (seen.get(typename) ?? 0) + 1);
    }),
    { numRuns: runs },
  );
  // The inputs reach every layer: GraphQL's own check, the model's constraints, Connect.
  for (const layer of ['refused by GraphQL', 'ConnectInvalidInputError', 'ConnectResourceNotFoundError']) {
    expect(seen.get(layer)).toBeGreaterThan(runs / 100);
  }
}, 60_000);

import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { instanceArn, instanceId } from '../../support/demo.js';
import { startTestGateway, type TestGateway } from '../../support/gateway.js';
import { bearer, startTestIssuer, type TestIssuer } from '../../support/issuer.js';

let issuer: TestIssuer;
let gateway: TestGateway;
/** Serves one of the account's instances. */
let single: TestGateway;
beforeAll(async () => {
  issuer = await startTestIssuer();
  gateway = await startTestGateway({ settings: { auth: { ...issuer.settings, instancesClaim: 'instances' } } });
  single = await startTestGateway({ sharing: gateway, instances: [instanceArn] });
});
afterAll(async () => {
  await single.close();
  await gateway.close();
  await issuer.close();
});
afterEach(() => {
  gateway.emulator.faults.clear();
  gateway.emulator.ledger.clear();
});

const query = `query ($first: Int! = 10, $after: String) { connectInstances(first: $first, after: $after) {
  nodes { id arn alias status accessUrl inboundCallsEnabled createdAt } pageInfo { hasNextPage endCursor } } }`;

async function ask(instances: readonly string[], variables = {}) {
  const token = await issuer.token({ scope: '', instances });
  return gateway.graphql(query, variables, bearer(token));
}
const idsOf = ({ data }: Awaited<ReturnType<typeof ask>>): string[] =>
  data.connectInstances.nodes.map(({ id }: { id: string }) => id);

describe('the list of instances', () => {
  test('shows those that the caller may use, in one call', async () => {
    const all = gateway.emulator.world.instanceArns();
    const { data, errors } = await ask(all);
    expect(errors).toEqual([]);
    expect(data.connectInstances.nodes.map(({ arn }: { arn: string }) => arn)).toEqual(all);
    expect(data.connectInstances.nodes[0]).toMatchObject({
      ...{ id: instanceId, arn: instanceArn, alias: 'northwind-care', status: 'ACTIVE', inboundCallsEnabled: true },
      accessUrl: expect.stringContaining('northwind-care'),
    });
    expect(gateway.emulator.ledger.entries().map(({ operation }) => operation)).toEqual(['ListInstances']);
  });

  test('keeps the others from the caller, also when it was just read for another', async () => {
    const [, second = ''] = gateway.emulator.world.instanceArns();
    expect(idsOf(await ask(gateway.emulator.world.instanceArns()))).toHaveLength(2);
    expect(idsOf(await ask([instanceId]))).toEqual([instanceId]);
    expect(idsOf(await ask([second]))).toEqual([second.split('/').at(-1)]);
    expect(idsOf(await ask([]))).toEqual([]);
  });

  test('shows of an account what the gateway serves', async () => {
    const { data } = await single.graphql(query);
    expect(data.connectInstances.nodes.map(({ id }: { id: string }) => id)).toEqual([instanceId]);
  });

  test('comes page by page', async () => {
    const all = gateway.emulator.world.instanceArns();
    const first = await ask(all, { first: 1 });
    const { hasNextPage, endCursor } = first.data.connectInstances.pageInfo;
    const second = await ask(all, { first: 1, after: endCursor });
    expect(hasNextPage).toBe(true);
    expect([...idsOf(first), ...idsOf(second)]).toEqual(all.map((arn) => arn.split('/').at(-1)));
  });

  test('is an error with a code where Connect refuses, and read again after a throttle', async () => {
    gateway.emulator.faults.add({ operation: 'ListInstances', fault: 'error', error: 'AccessDeniedException' });
    const refused = await single.graphql(query, { first: 7 });
    expect(refused.data).toEqual({ connectInstances: null });
    expect(refused.errors[0]?.extensions.code).toBe('CONNECT_ACCESS_DENIED');
    gateway.emulator.faults.clear();
    gateway.emulator.faults.add({ operation: 'ListInstances', fault: 'throttle' });
    const again = await single.graphql(query, { first: 8 });
    expect(again.errors).toEqual([]);
    expect(gateway.emulator.ledger.entries('ListInstances').map(({ status }) => status)).toEqual([403, 429, 200]);
  });
});

describe('an instance', () => {
  test('shows in full what DescribeInstance says of it', async () => {
    const { data, errors } = await single.graphql(
      '{ connect { alias identityManagementType status statusReason outboundCallsEnabled createdAt tags { key } } }',
    );
    expect(errors).toEqual([]);
    expect(data.connect).toEqual({
      ...{ alias: 'northwind-care', identityManagementType: 'CONNECT_MANAGED', status: 'ACTIVE', statusReason: null },
      ...{ outboundCallsEnabled: true, createdAt: expect.any(String), tags: expect.any(Array) },
    });
    expect(gateway.emulator.ledger.entries().map(({ operation }) => operation)).toEqual(['DescribeInstance']);
  });
});

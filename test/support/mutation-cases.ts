import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { operationModel, structure } from '#connect-model';
import { queryOfChanged } from './changed-resource.js';
import { startTestGateway, type TestGateway, type TestGatewayOptions, uncached } from './gateway.js';
import { operationOf } from './operation-of.js';

type Input = Readonly<Record<string, unknown>>;

/** One mutation, as the tests that hold for every mutation need to know it. */
export interface MutationCase {
  /** Its field, such as `pauseContact`. */
  readonly mutation: string;
  /** Connect's operation, where it is not named after that. */
  readonly operation?: string;
  /** An input that succeeds, made anew for each test. */
  readonly input: (gateway: TestGateway) => Input | Promise<Input>;
  /** What to select of the success beside `clientToken`; the id of the contact unless given. */
  readonly selection?: string;
  /** What the success holds at least. */
  readonly success: (input: Input) => object;
  /** What becomes of a call that was applied though its answer was lost: found out, unless given. */
  readonly lost?: 'success' | 'unknown';
  /** Whether its answer holds credentials, which are not kept: the same token asks Connect for them again. */
  readonly asksAgain?: boolean;
  /** Whether it looks before its call: what such a look has shown may be remembered. */
  readonly looksFirst?: 'once' | 'each time';
  /** Reason for which no field shows the change. Without one, the fields of the changed resources must show it. */
  readonly invisible?: string;
  /** Documented constraints that stand in the way, and what the client is told. */
  readonly refusals: readonly RefusalCase[];
}

export interface RefusalCase {
  readonly title: string;
  readonly input: (gateway: TestGateway) => Input | Promise<Input>;
  readonly answer: { readonly __typename: string } & Readonly<Record<string, unknown>>;
  /** What to select of it beside `message`, `retryable` and the reasons that several operations share. */
  readonly selection?: string;
}

const errorSelection = `
  ... on ConnectError { message retryable awsRequestId }
  ... on ConnectInvalidInputError { violations { path message } }
  ... on ConnectResourceNotFoundError { resource resourceId }`;
const sharedSelections = {
  ConnectContactNotSuitableError: '{ reason connectError channel state }',
  ConnectLimitReachedError: '{ limit maximum current connectError }',
  ConnectFileNotSuitableError: '{ reason connectError status }',
  ConnectEvaluationNotSuitableError: '{ reason connectError refId status existingEvaluationId }',
};

/** By which the gateway looks why Connect refused. */
const looks = [
  ...['DescribeContact', 'BatchGetAttachedFileMetadata', 'DescribeContactEvaluation', 'ListContactEvaluations'],
  ...['ListEvaluationFormVersions', 'DescribeQueue', 'ListTagsForResource'],
];

/** What the model does not list but every mutation has. */
const alwaysThere = ['AccessDeniedException', 'IdempotencyException', 'ResourceNotFoundException'];
const errorNameOf = (exception: string) => `Connect${exception.replace(/Exception$/, '')}Error`;

/** Holds mutations to what is promised of all of them, and to what is particular to each. One gateway serves all cases. */
export function describeMutations(cases: readonly MutationCase[], options: TestGatewayOptions = {}): void {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway(options);
  });
  afterAll(() => gateway.close());
  afterEach(() => {
    gateway.emulator.faults.clear();
  });

  describe.each(cases)(
    '$mutation',
    ({
      mutation,
      operation = operationOf(mutation),
      input: makeInput,
      selection = 'contactId',
      success,
      lost,
      asksAgain,
      looksFirst,
      refusals,
      invisible,
    }) => {
      const name = operationOf(mutation);
      const faults = () => gateway.emulator.faults;
      const ledger = () => gateway.emulator.ledger;

      async function send(input: Input, more = '') {
        const members: readonly string[] = await resultMembers(gateway, name);
        const shared = Object.entries(sharedSelections).filter(([type]) => members.includes(type));
        const { data, errors } = await gateway.graphql(
          `mutation ($input: ${name}Input!) { result: ${mutation}(input: $input) { __typename
          ... on ${name}Success { clientToken ${selection} } ${errorSelection}
          ${shared.map(([type, fields]) => `... on ${type} ${fields}`).join(' ')} ${more} } }`,
          { input },
        );
        expect(errors).toEqual([]);
        return data.result;
      }
      const changes = () =>
        ledger()
          .entries(operation)
          .filter(({ changed }) => changed);
      const isSuccess = (input: Input) => ({ __typename: `${name}Success`, ...success(input) });

      test('succeeds, and gives the same answer to the same token again', async () => {
        const input = { ...(await makeInput(gateway)), clientToken: randomUUID() };
        ledger().clear();
        const answer = await send(input);
        expect(answer).toMatchObject({ ...isSuccess(input), clientToken: input.clientToken });
        const calls = ledger().entries(operation).length;
        expect(await send(input)).toEqual(answer);
        expect(ledger().entries(operation)).toHaveLength(asksAgain ? calls + 1 : calls);
        expect(changes()).toHaveLength(1);
      });

      test('is seen at once where it changed something, with the caches of production', async () => {
        const input = await makeInput(gateway);
        const query = await queryOfChanged(mutation, input);
        if (!query) return;
        // Twice, so that what can be cached is cached.
        const before = [await gateway.graphql(query), await gateway.graphql(query)][1];
        expect(before?.errors).toEqual([]);
        const other = await startTestGateway({ ...options, ...uncached, sharing: gateway });
        expect(await send(input)).toMatchObject(isSuccess(input));
        // The world may go on between two reads, so there are two that show the truth.
        const first = await other.graphql(query);
        const after = await gateway.graphql(query);
        const last = await other.graphql(query);
        await other.stop();
        expect([after.errors, first.errors]).toEqual([[], []]);
        expect([first.data, last.data]).toContainEqual(after.data);
        if (!invisible) expect(after.data).not.toEqual(before?.data);
      });

      if (asksAgain) {
        test('is a success also when Connect does not give its credentials again, without them', async () => {
          const input = { ...(await makeInput(gateway)), clientToken: randomUUID() };
          const answer = await send(input);
          faults().add({ operation, fault: 'error', error: 'AccessDeniedException' });
          const again = await send(input);
          expect(again.__typename).toBe(answer.__typename);
          expect(again).not.toEqual(answer);
          expect(JSON.stringify(again)).not.toContain('""');
        });
      }

      test('answers each documented exception with its type', async () => {
        const given = await makeInput(gateway);
        if (looksFirst === 'once') await send(given);
        const documented = [...operationModel(operation).errors, ...alwaysThere];
        const answerTo = async (error: string) => {
          faults().clear();
          faults().add({ operation, fault: 'error', error, times: 100 });
          // Looking why must find nothing, so that Connect's own word stands.
          for (const look of looksFirst === 'each time' ? [] : looks) {
            faults().add({ operation: look, fault: 'error', error: 'InvalidRequestException', times: 100 });
          }
          return send(given);
        };
        for (const error of new Set(
          documented.filter((name) => !/^(Throttling|InternalService)Exception$/.test(name)),
        )) {
          expect([error, await answerTo(error)]).toMatchObject([
            error,
            { __typename: errorNameOf(error), retryable: false },
          ]);
        }
        expect((await answerTo('MaximumResultReturnedException')).__typename).toBe('ConnectUnexpectedError');
      });

      test('is made again after a throttle, once', async () => {
        const given = await makeInput(gateway);
        ledger().clear();
        faults().add({ operation, fault: 'throttle', times: 2 });
        expect(await send(given)).toMatchObject(isSuccess(given));
        expect(changes()).toHaveLength(1);
      });

      const hasToken = structure(operationModel(operation).input).members.some((member) => member.idempotencyToken);
      test(`whose call is lost ${hasToken ? 'is made again' : 'is not taken for applied'}`, async () => {
        const given = await makeInput(gateway);
        ledger().clear();
        faults().add({ operation, fault: 'resetBefore' });
        const expected = hasToken ? isSuccess(given) : { __typename: 'ConnectOutcomeUnknownError' };
        expect(await send(given)).toMatchObject(expected);
        expect(changes()).toHaveLength(hasToken ? 1 : 0);
      });

      test(`whose answer is lost ${lost === 'unknown' ? 'says that nobody knows' : 'has succeeded all the same'}`, async () => {
        const input = { ...(await makeInput(gateway)), clientToken: randomUUID() };
        ledger().clear();
        faults().add({ operation, fault: 'resetAfterCommit' });
        const answer = await send(input);
        if (lost === 'unknown') expect(answer).toMatchObject({ __typename: 'ConnectOutcomeUnknownError' });
        else expect(answer).toMatchObject(isSuccess(input));
        expect(await send(input)).toMatchObject({ __typename: answer.__typename });
        expect(changes()).toHaveLength(1);
      });

      if (refusals.length > 0) {
        test.each(refusals)('$title', async ({ input, answer, selection: more }) => {
          expect(await send(await input(gateway), more && `... on ${answer.__typename} { ${more} }`)).toMatchObject({
            retryable: false,
            ...answer,
          });
        });
      }
    },
  );
}

async function resultMembers(gateway: TestGateway, operation: string): Promise<string[]> {
  const { data } = await gateway.graphql(`{ __type(name: "${operation}Result") { possibleTypes { name } } }`);
  return data.__type.possibleTypes.map(({ name }: { name: string }) => name);
}

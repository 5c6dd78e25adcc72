import { evaluated, newTask } from './demo.js';
import type { TestGateway } from './gateway.js';
import { operationOf } from './operation-of.js';

/** Starts an evaluation of a contact of a test's own, and forgets the calls that made it. */
export async function newEvaluation(gateway: TestGateway): Promise<string> {
  const input = { contactId: await newTask(gateway), formId: evaluated.form };
  const answer = await evaluate(gateway, 'startContactEvaluation', input);
  gateway.emulator.ledger.clear();
  return answer.evaluationId;
}

/** Makes a mutation that has to succeed. */
export async function evaluate(gateway: TestGateway, mutation: string, input: object) {
  const name = operationOf(mutation);
  const { data } = await gateway.graphql(
    `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { __typename
      ... on ${name}Success { evaluationId } ... on ConnectError { message } } }`,
    { input },
  );
  const answer = data[mutation];
  if (answer.__typename !== `${name}Success`) throw new Error(answer.message);
  return answer as { readonly evaluationId: string };
}

import { DeleteContactEvaluationCommand } from '@aws-sdk/client-connect';
import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../connect/calls/operation.js';
import { diagnoseMissing } from '../connect/mutations/diagnosis.js';
import { runMutation } from '../connect/mutations/run-mutation.js';
import { ConnectResourceKind } from '../errors/resource-not-found.js';
import type { GatewayContext } from '../graph/context.js';
import { MutationSuccess, mutation } from '../graph/types/mutation.js';
import { resultUnion } from '../graph/types/result-union.js';
import { EvaluationInput } from './evaluation-input.js';
import { type EvaluationCommand, loadEvaluation } from './evaluation-refusal.js';

/** Deletes an evaluation permanently. DeleteContactEvaluation takes no token. */
const operation = mutationOperation({
  name: 'DeleteContactEvaluation',
  command: DeleteContactEvaluationCommand,
  repeat: 'never',
  scope: 'contacts:write',
  changes: { evaluation: 'EvaluationId' },
  requires: [],
  exceptions: [
    'InvalidParameterException',
    'ResourceNotFoundException',
    'ThrottlingException',
    'InternalServiceException',
    'ResourceConflictException',
  ],
  howToCheck:
    'Read the evaluation: if it was deleted, it is null. If it is still there, delete it with a new client token.',
});

@InputType({ description: 'Input of `deleteContactEvaluation`.' })
export class DeleteContactEvaluationInput extends EvaluationInput {}

@ObjectType({ description: 'Success of `deleteContactEvaluation`: the evaluation is deleted.' })
export class DeleteContactEvaluationSuccess extends MutationSuccess {
  readonly kind = 'DeleteContactEvaluationSuccess';

  @Field(() => ID, { description: 'Id of the deleted evaluation.' })
  readonly evaluationId: string;

  constructor(evaluationId: string, clientToken: string) {
    super(clientToken);
    this.evaluationId = evaluationId;
  }
}

export const DeleteContactEvaluationResult = resultUnion(
  operation,
  'Result of `deleteContactEvaluation`.',
  DeleteContactEvaluationSuccess,
);

@Resolver()
export class DeleteContactEvaluationResolver {
  @Mutation(
    () => DeleteContactEvaluationResult,
    mutation('Permanently deletes an evaluation, either a draft or a submitted evaluation.'),
  )
  deleteContactEvaluation(
    @Arg('input', () => DeleteContactEvaluationInput, { description: 'Evaluation to delete.' })
    input: DeleteContactEvaluationInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof DeleteContactEvaluationResult | null> {
    return runMutation(connect, operation, input, {
      toCommand: ({ evaluationId }, ids) => ({ EvaluationId: ids.id('evaluation', 'evaluationId', evaluationId) }),
      toSuccess: (_output, { clientToken, input: { EvaluationId = '' } }) =>
        new DeleteContactEvaluationSuccess(EvaluationId, clientToken),
      diagnose: diagnoseMissing(
        ConnectResourceKind.EVALUATION,
        ({ EvaluationId }: EvaluationCommand) => EvaluationId,
        loadEvaluation,
      ),
      reconcile: async (call, session) =>
        (await loadEvaluation(call, session)) ? { notApplied: 'The evaluation is still there.' } : { output: {} },
    });
  }
}

import { SubmitContactEvaluationCommand } from '@aws-sdk/client-connect';
import { Arg, Ctx, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../connect/calls/operation.js';
import { runMutation } from '../connect/mutations/run-mutation.js';
import { withUserArn } from '../connect/mutations/user-arn.js';
import type { GatewayContext } from '../graph/context.js';
import { CostOfField, mutationWithArnCost } from '../graph/cost/costs.js';
import { mutation } from '../graph/types/mutation.js';
import { resultUnion } from '../graph/types/result-union.js';
import { AnswersInput, answersOf, answersPath, evaluatorOf } from './evaluation-input.js';
import { answersReadBack, EvaluationSuccess } from './evaluation-mutation.js';
import { ConnectEvaluationNotSuitableError, evaluationExplainedBy } from './evaluation-refusal.js';
import { diagnoseAnswers } from './unsuitable-answers.js';

/** Submits an evaluation. SubmitContactEvaluation takes no token. */
const operation = mutationOperation({
  name: 'SubmitContactEvaluation',
  command: SubmitContactEvaluationCommand,
  repeat: 'never',
  scope: 'contacts:write',
  changes: { evaluation: 'EvaluationId' },
  requires: ['EvaluationId', 'EvaluationArn'],
  exceptions: [
    'InvalidParameterException',
    'ResourceNotFoundException',
    'ThrottlingException',
    'InternalServiceException',
    'ResourceConflictException',
  ],
  inputPaths: { Answers: answersPath, SubmittedBy: () => ['evaluatorId'] },
  howToCheck:
    'Read the evaluation: if it was submitted, its `status` is SUBMITTED and it has these answers. If not, submit it with a new client token.',
});

@InputType({ description: 'Input of `submitContactEvaluation`.' })
export class SubmitContactEvaluationInput extends AnswersInput {}

@ObjectType({ description: 'Success of `submitContactEvaluation`: the evaluation is submitted, and has scores.' })
export class SubmitContactEvaluationSuccess extends EvaluationSuccess {
  readonly kind = 'SubmitContactEvaluationSuccess';
}

export const SubmitContactEvaluationResult = resultUnion(
  operation,
  'Result of `submitContactEvaluation`.',
  SubmitContactEvaluationSuccess,
  ConnectEvaluationNotSuitableError,
);

@Resolver()
export class SubmitContactEvaluationResolver {
  @CostOfField(mutationWithArnCost)
  @Mutation(
    () => SubmitContactEvaluationResult,
    mutation('Submits a draft of an evaluation, or resubmits an evaluation that was submitted before.'),
  )
  submitContactEvaluation(
    @Arg('input', () => SubmitContactEvaluationInput, {
      description: 'Evaluation to submit, with answers and notes in addition to the existing ones.',
    })
    input: SubmitContactEvaluationInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof SubmitContactEvaluationResult | null> {
    return runMutation(connect, operation, input, {
      toCommand: (given, ids) => ({
        EvaluationId: ids.id('evaluation', 'evaluationId', given.evaluationId),
        ...answersOf(given, ids),
        SubmittedBy: evaluatorOf(given, ids),
      }),
      prepare: async ({ instanceId, input: { SubmittedBy } }) => ({
        SubmittedBy: await withUserArn(SubmittedBy, instanceId, connect),
      }),
      toSuccess: (output, call) => new SubmitContactEvaluationSuccess(output, call),
      // "If a contact evaluation is already in submitted state, this operation will trigger a resubmission" (API reference).
      diagnose: evaluationExplainedBy(diagnoseAnswers('DRAFT', 'SUBMITTED')),
      reconcile: answersReadBack('SUBMITTED'),
      refusalClasses: [ConnectEvaluationNotSuitableError],
    });
  }
}

import { UpdateContactEvaluationCommand } from '@aws-sdk/client-connect';
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

/** Saves a draft of an evaluation. UpdateContactEvaluation takes no token. */
const operation = mutationOperation({
  name: 'UpdateContactEvaluation',
  command: UpdateContactEvaluationCommand,
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
  inputPaths: { Answers: answersPath, UpdatedBy: () => ['evaluatorId'] },
  howToCheck: 'Read the evaluation: if it was saved, it has these answers. If not, save it with a new client token.',
});

@InputType({ description: 'Input of `updateContactEvaluation`.' })
export class UpdateContactEvaluationInput extends AnswersInput {}

@ObjectType({ description: 'Success of `updateContactEvaluation`: the draft is saved.' })
export class UpdateContactEvaluationSuccess extends EvaluationSuccess {
  readonly kind = 'UpdateContactEvaluationSuccess';
}

export const UpdateContactEvaluationResult = resultUnion(
  operation,
  'Result of `updateContactEvaluation`.',
  UpdateContactEvaluationSuccess,
  ConnectEvaluationNotSuitableError,
);

@Resolver()
export class UpdateContactEvaluationResolver {
  @CostOfField(mutationWithArnCost)
  @Mutation(() => UpdateContactEvaluationResult, mutation('Saves answers and notes in a draft of an evaluation.'))
  updateContactEvaluation(
    @Arg('input', () => UpdateContactEvaluationInput, { description: 'Draft to save, with answers and notes.' })
    input: UpdateContactEvaluationInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof UpdateContactEvaluationResult | null> {
    return runMutation(connect, operation, input, {
      toCommand: (given, ids) => ({
        EvaluationId: ids.id('evaluation', 'evaluationId', given.evaluationId),
        ...answersOf(given, ids),
        UpdatedBy: evaluatorOf(given, ids),
      }),
      prepare: async ({ instanceId, input: { UpdatedBy } }) => ({
        UpdatedBy: await withUserArn(UpdatedBy, instanceId, connect),
      }),
      toSuccess: (output, call) => new UpdateContactEvaluationSuccess(output, call),
      diagnose: evaluationExplainedBy(diagnoseAnswers('DRAFT')),
      reconcile: answersReadBack('DRAFT'),
      refusalClasses: [ConnectEvaluationNotSuitableError],
    });
  }
}

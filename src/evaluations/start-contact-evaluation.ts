import { StartContactEvaluationCommand, type StartContactEvaluationCommandInput } from '@aws-sdk/client-connect';
import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../connect/calls/operation.js';
import type { Diagnosis } from '../connect/mutations/diagnosis.js';
import { runMutation } from '../connect/mutations/run-mutation.js';
import { listEvaluationFormVersions } from '../connect/reads/evaluation-reads.js';
import { ConnectResourceKind } from '../errors/resource-not-found.js';
import type { GatewayContext } from '../graph/context.js';
import { MutationInputFields, mutation } from '../graph/types/mutation.js';
import { resultUnion } from '../graph/types/result-union.js';
import { ConnectTagInput, tagMap } from '../graph/types/tag.js';
import { EvaluationSuccess } from './evaluation-mutation.js';
import {
  ConnectEvaluationNotSuitableError,
  type EvaluationFinding,
  evaluationExplainedBy,
  ConnectEvaluationRefusalReason as Reason,
} from './evaluation-refusal.js';

/** Starts an evaluation of a contact with StartContactEvaluation. */
const operation = mutationOperation({
  name: 'StartContactEvaluation',
  command: StartContactEvaluationCommand,
  repeat: 'token',
  scope: 'contacts:write',
  changes: { contact: 'ContactId' },
  requires: ['EvaluationId', 'EvaluationArn'],
  exceptions: [
    'InternalServiceException',
    'InvalidParameterException',
    'ResourceNotFoundException',
    'ThrottlingException',
    'ServiceQuotaExceededException',
    'ResourceConflictException',
  ],
  inputPaths: { EvaluationFormId: ['formId'], AutoEvaluationConfiguration: () => ['autoEvaluation'] },
  howToCheck:
    'Read the `evaluations` of the contact: if the evaluation was started, there is a new one with the status DRAFT.',
});

@InputType({ description: 'Input of `startContactEvaluation`.' })
export class StartContactEvaluationInput extends MutationInputFields {
  @Field(() => ID, { description: 'Id or ARN of the contact to evaluate.' })
  contactId!: string;

  @Field(() => ID, {
    description: 'Id or ARN of the evaluation form. The evaluation uses the active version of the form.',
  })
  formId!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether Connect fills in answers automatically. False if absent.',
  })
  autoEvaluation?: boolean | null;

  @Field(() => [ConnectTagInput], { nullable: true, description: 'Tags of the evaluation, at most 50.' })
  tags?: ConnectTagInput[] | null;
}

@ObjectType({ description: 'Success of `startContactEvaluation`: the evaluation is a draft without answers.' })
export class StartContactEvaluationSuccess extends EvaluationSuccess {
  readonly kind = 'StartContactEvaluationSuccess';
}

export const StartContactEvaluationResult = resultUnion(
  operation,
  'Result of `startContactEvaluation`.',
  StartContactEvaluationSuccess,
  ConnectEvaluationNotSuitableError,
);

@Resolver()
export class StartContactEvaluationResolver {
  @Mutation(() => StartContactEvaluationResult, mutation('Starts an evaluation of a contact with an evaluation form.'))
  startContactEvaluation(
    @Arg('input', () => StartContactEvaluationInput, {
      description: 'Contact to evaluate, and the evaluation form to use.',
    })
    input: StartContactEvaluationInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof StartContactEvaluationResult | null> {
    return runMutation(connect, operation, input, {
      toCommand: ({ contactId, formId, autoEvaluation, tags }, ids) => ({
        ContactId: ids.id('contact', 'contactId', contactId),
        EvaluationFormId: ids.id('evaluationForm', 'formId', formId),
        AutoEvaluationConfiguration: typeof autoEvaluation === 'boolean' ? { Enabled: autoEvaluation } : undefined,
        Tags: tagMap(tags, ids),
      }),
      toSuccess: (output, call) => new StartContactEvaluationSuccess(output, call),
      diagnose: evaluationExplainedBy(findObstacle),
      refusalClasses: [ConnectEvaluationNotSuitableError],
    });
  }
}

/** Reads the form's versions and the contact's evaluations to explain a refusal. */
const findObstacle: Diagnosis<StartContactEvaluationCommandInput, EvaluationFinding> = async (
  { instanceId, input },
  connect,
  { exception },
) => {
  if (exception === 'ServiceQuotaExceededException') return null;
  const { EvaluationFormId = '', ContactId = '' } = input;
  const page = { InstanceId: instanceId, EvaluationFormId, MaxResults: 100 };
  const versions = await connect.readOrNull(listEvaluationFormVersions, page);
  if (!versions) return { missing: ConnectResourceKind.EVALUATION_FORM, id: EvaluationFormId };
  const { EvaluationFormVersionSummaryList: all = [], NextToken: more } = versions;
  if (!more && all.every(({ Status }) => Status !== 'ACTIVE')) {
    return { reason: Reason.FORM_NOT_ACTIVE, message: 'No version of the form is active.' };
  }
  const evaluations = await connect.loaders.evaluations.load({ instanceId, id: ContactId });
  if (!evaluations) return { missing: ConnectResourceKind.CONTACT, id: ContactId };
  const existing = evaluations.find((evaluation) => evaluation.EvaluationFormId === EvaluationFormId);
  if (!existing || exception !== 'ResourceConflictException') return null;
  const message = 'The contact already has an evaluation with this form.';
  return { reason: Reason.ALREADY_EVALUATED, message, evaluationId: existing.EvaluationId };
};

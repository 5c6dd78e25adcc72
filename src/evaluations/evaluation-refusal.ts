import { Field, ID, ObjectType } from 'type-graphql';
import { type Diagnosis, diagnoseWith, type Missing } from '../connect/mutations/diagnosis.js';
import type { MadeCall } from '../connect/mutations/steps.js';
import type { ConnectSession } from '../connect/session/session.js';
import { ConnectError, type ErrorFacts } from '../errors/connect-error.js';
import { ConnectResourceKind } from '../errors/resource-not-found.js';
import { describeEnum, openEnum } from '../graph/types/open-enum.js';
import { ConnectEvaluationStatus } from './evaluation-enums.js';

export enum ConnectEvaluationRefusalReason {
  FORM_NOT_ACTIVE = 'FORM_NOT_ACTIVE',
  ALREADY_EVALUATED = 'ALREADY_EVALUATED',
  STATUS_NOT_SUPPORTED = 'STATUS_NOT_SUPPORTED',
  UNKNOWN_REFERENCE = 'UNKNOWN_REFERENCE',
  ANSWER_NOT_SUITABLE = 'ANSWER_NOT_SUITABLE',
}
describeEnum(
  ConnectEvaluationRefusalReason,
  'ConnectEvaluationRefusalReason',
  'Reason why an evaluation or its form does not suit an operation.',
  {
    FORM_NOT_ACTIVE: 'No version of the form is active.',
    ALREADY_EVALUATED: 'The contact has an evaluation by this form: see `existingEvaluationId`.',
    STATUS_NOT_SUPPORTED: 'The operation is not for evaluations in this `status`: only a draft can be saved.',
    UNKNOWN_REFERENCE: 'The form has no such question or section: see `refId`.',
    ANSWER_NOT_SUITABLE: 'The answer does not fit its question: see `refId`.',
  },
);

export interface EvaluationFinding {
  readonly reason: ConnectEvaluationRefusalReason;
  /** Explains the refusal to developers. */
  readonly message: string;
  readonly evaluationId?: string | undefined;
  readonly status?: string | undefined;
  readonly refId?: string | undefined;
}

@ObjectType({
  implements: ConnectError,
  description: 'Why Connect refused an operation on an evaluation, found out afterwards: Connect itself does not say.',
})
export class ConnectEvaluationNotSuitableError extends ConnectError {
  readonly kind = 'ConnectEvaluationNotSuitableError';

  @Field(() => ConnectEvaluationRefusalReason, { description: 'Why it was refused.' })
  readonly reason: ConnectEvaluationRefusalReason;

  @Field({ description: 'Name of the exception that Connect answered with.' })
  readonly connectError: string;

  @Field(() => ID, { nullable: true, description: 'The question or section that the reason is about; null for none.' })
  readonly refId: string | null;

  @Field(() => ConnectEvaluationStatus, {
    nullable: true,
    description: 'How far the evaluation had come, when that is the reason.',
  })
  readonly status: ConnectEvaluationStatus | null;

  @Field(() => ID, { nullable: true, description: 'The evaluation that there is already, when that is the reason.' })
  readonly existingEvaluationId: string | null;

  constructor(facts: ErrorFacts & EvaluationFinding & { connectError: string }) {
    super(facts);
    this.reason = facts.reason;
    this.connectError = facts.connectError;
    this.refId = facts.refId ?? null;
    this.status = openEnum(ConnectEvaluationStatus, facts.status);
    this.existingEvaluationId = facts.evaluationId ?? null;
  }
}

/** Diagnoses by reads why Connect refused: because of an evaluation, its form or its contact. */
export function evaluationExplainedBy<Input extends object>(look: Diagnosis<Input, EvaluationFinding>) {
  return diagnoseWith(look, (facts) => new ConnectEvaluationNotSuitableError(facts));
}

/** The member of Connect's inputs that identifies an evaluation. */
export interface EvaluationCommand {
  readonly EvaluationId: string | undefined;
}

/** Reads the evaluation of a call; null when it does not exist. @throws ConnectReadError */
export function loadEvaluation({ instanceId, input }: MadeCall<EvaluationCommand>, { loaders }: ConnectSession) {
  return loaders.evaluation.load({ instanceId, id: input.EvaluationId ?? '' });
}

/** Returns the finding that the evaluation does not exist. */
export function evaluationMissing({ input }: MadeCall<EvaluationCommand>): Missing {
  return { missing: ConnectResourceKind.EVALUATION, id: input.EvaluationId ?? '' };
}

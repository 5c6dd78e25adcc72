import { Field, ID, ObjectType } from 'type-graphql';
import { type Diagnosis, diagnoseWith, type Missing } from '../connect/mutations/diagnosis.js';
import type { MutationCall } from '../connect/mutations/steps.js';
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
    ALREADY_EVALUATED: 'The contact already has an evaluation with this form. See `existingEvaluationId`.',
    STATUS_NOT_SUPPORTED:
      'The operation does not support evaluations in this `status`. For example, only a draft can be saved.',
    UNKNOWN_REFERENCE: 'The form has no such question or section. See `refId`.',
    ANSWER_NOT_SUITABLE: 'The answer does not fit the question. See `refId`.',
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
  description:
    'Connect refused an operation on an evaluation. Connect does not report the reason; the gateway finds it after the refusal. Clients should show the reason to the user.',
})
export class ConnectEvaluationNotSuitableError extends ConnectError {
  readonly kind = 'ConnectEvaluationNotSuitableError';

  @Field(() => ConnectEvaluationRefusalReason, { description: 'Reason for the refusal.' })
  readonly reason: ConnectEvaluationRefusalReason;

  @Field({ description: 'Name of the exception that Connect returned.' })
  readonly connectError: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Reference id of the question or section that the reason is about. Null if it is about none.',
  })
  readonly refId: string | null;

  @Field(() => ConnectEvaluationStatus, {
    nullable: true,
    description: 'Status of the evaluation, if the status is the reason. Null otherwise.',
  })
  readonly status: ConnectEvaluationStatus | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the existing evaluation, if it is the reason. Null otherwise.',
  })
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

/** Creates the diagnosis of refusals whose reason lies in an evaluation, its form or its contact. */
export function evaluationExplainedBy<Input extends object>(diagnosis: Diagnosis<Input, EvaluationFinding>) {
  return diagnoseWith(diagnosis, (facts) => new ConnectEvaluationNotSuitableError(facts));
}

/** The member of Connect's inputs that identifies an evaluation. */
export interface EvaluationCommand {
  readonly EvaluationId: string | undefined;
}

/** Reads the evaluation that the input of a call names; null if there is none. @throws ConnectReadError */
export function loadEvaluation({ instanceId, input }: MutationCall<EvaluationCommand>, { loaders }: ConnectSession) {
  return loaders.evaluation.load({ instanceId, id: input.EvaluationId ?? '' });
}

/** Returns the finding that the evaluation does not exist. */
export function evaluationMissing({ input }: MutationCall<EvaluationCommand>): Missing {
  return { missing: ConnectResourceKind.EVALUATION, id: input.EvaluationId ?? '' };
}

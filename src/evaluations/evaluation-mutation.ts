import type { EvaluationAnswerData, EvaluationAnswerInput, EvaluationNote } from '@aws-sdk/client-connect';
import { Field, ID, ObjectType } from 'type-graphql';
import type { MutationCall, Reconciled } from '../connect/mutations/steps.js';
import type { DescribedEvaluation } from '../connect/reads/evaluation-reads.js';
import type { ConnectSession } from '../connect/session/session.js';
import { MutationSuccess } from '../graph/types/mutation.js';
import { own } from '../lib/own.js';
import { ConnectEvaluation } from './evaluation.js';
import { type EvaluationCommand, loadEvaluation } from './evaluation-refusal.js';

/** Success fields of mutations that create or change an evaluation. */
@ObjectType()
export abstract class EvaluationSuccess extends MutationSuccess {
  @Field(() => ID, { description: 'Id of the evaluation.' })
  readonly evaluationId: string;

  @Field(() => ID, { description: 'ARN of the evaluation.' })
  readonly evaluationArn: string;

  @Field(() => ConnectEvaluation, { nullable: true, description: 'Evaluation in its current state.' })
  readonly evaluation: ConnectEvaluation;

  constructor(output: EvaluationOutput, { instanceId, clientToken }: MutationCall<object>) {
    super(clientToken);
    this.evaluationId = output.EvaluationId ?? '';
    this.evaluationArn = output.EvaluationArn ?? '';
    this.evaluation = new ConnectEvaluation(instanceId, this.evaluationId);
  }
}

interface EvaluationOutput {
  readonly EvaluationId: string | undefined;
  readonly EvaluationArn: string | undefined;
}

/** The members of Connect's inputs with answers and notes. */
export interface AnswersCommand extends EvaluationCommand {
  readonly Answers?: Readonly<Record<string, EvaluationAnswerInput>> | undefined;
  readonly Notes?: Readonly<Record<string, EvaluationNote>> | undefined;
}

/**
 * Reads whether a call without a response was applied. If so, the evaluation has the given status and the answers and
 * notes of the input.
 */
export function answersReadBack(status: 'DRAFT' | 'SUBMITTED') {
  return async (
    call: MutationCall<AnswersCommand>,
    connect: ConnectSession,
  ): Promise<Reconciled<EvaluationOutput, never>> => {
    const described = await loadEvaluation(call, connect);
    const { EvaluationId, EvaluationArn, Status } = described?.Evaluation ?? {};
    if (!described) return { notApplied: 'There is no such evaluation.' };
    if (Status !== status) return { notApplied: `The evaluation is ${Status}.` };
    const { Answers = {}, Notes = {} } = call.input;
    const isInconclusive = Object.keys(Answers).length + Object.keys(Notes).length === 0;
    // Without answers or notes, the evaluation looks the same whether or not the call was applied.
    if (isInconclusive) return { notApplied: 'The evaluation does not show whether the call was applied.' };
    if (!hasAnswers(described, call.input))
      return { notApplied: 'The evaluation does not have all of these answers and notes.' };
    return { output: { EvaluationId, EvaluationArn } };
  };
}

function hasAnswers({ Evaluation: evaluation }: DescribedEvaluation, { Answers = {}, Notes = {} }: AnswersCommand) {
  const isSame = (one: Partial<EvaluationAnswerData> | string | undefined, other: typeof one) =>
    JSON.stringify(one) === JSON.stringify(other);
  return (
    Object.entries(Answers).every(([ref, { Value }]) => isSame(own(evaluation?.Answers, ref)?.Value, Value)) &&
    Object.entries(Notes).every(([ref, { Value }]) => isSame(own(evaluation?.Notes, ref)?.Value, Value))
  );
}

import type { EvaluationAnswerData, EvaluationFormItem, EvaluationFormQuestion } from '@aws-sdk/client-connect';
import type { Diagnosis } from '../connect/mutations/diagnosis.js';
import type { DescribedEvaluation } from '../connect/reads/evaluation-reads.js';
import { own } from '../lib/own.js';
import type { AnswersCommand } from './evaluation-mutation.js';
import {
  type EvaluationFinding,
  evaluationMissing,
  loadEvaluation,
  ConnectEvaluationRefusalReason as Reason,
} from './evaluation-refusal.js';
import { questionsOf } from './forms/evaluation-form-items.js';

/**
 * Creates a diagnosis of refused answers, which reads the evaluation: its status or its form explains the refusal.
 * @param statuses The statuses in which Connect accepts answers, as documented.
 */
export function diagnoseAnswers(...statuses: readonly string[]): Diagnosis<AnswersCommand, EvaluationFinding> {
  return async (call, connect, { exception }) => {
    const described = await loadEvaluation(call, connect);
    if (!described) return evaluationMissing(call);
    const status = described.Evaluation?.Status;
    if (status && !statuses.includes(status)) {
      const message = `The operation supports evaluations in the status ${statuses.join(' or ')}; this evaluation is ${status}.`;
      return { reason: Reason.STATUS_NOT_SUPPORTED, status, message };
    }
    return exception === 'InvalidParameterException' ? unsuitable(described, call.input) : null;
  };
}

function unsuitable({ EvaluationForm: form }: DescribedEvaluation, input: AnswersCommand): EvaluationFinding | null {
  const questions = new Map(questionsOf(form?.Items).map((question) => [question.RefId ?? '', question]));
  const sections = new Set(sectionRefs(form?.Items));
  const unknown = (refId: string, what: string) => ({
    ...{ reason: Reason.UNKNOWN_REFERENCE, refId },
    message: `The form has no ${what} ${refId}.`,
  });
  for (const [refId, { Value }] of Object.entries(input.Answers ?? {})) {
    const question = questions.get(refId);
    if (!question) return unknown(refId, 'question');
    const brokenRule = Value && brokenRuleOf(Value, question);
    if (brokenRule)
      return { reason: Reason.ANSWER_NOT_SUITABLE, refId, message: `The question ${refId} ${brokenRule}.` };
  }
  const misplaced = Object.keys(input.Notes ?? {}).find((refId) => !questions.has(refId) && !sections.has(refId));
  return misplaced === undefined ? null : unknown(misplaced, 'question or section');
}

function sectionRefs(items: readonly EvaluationFormItem[] | undefined): string[] {
  return (items ?? []).flatMap(({ Section }) => (Section ? [Section.RefId ?? '', ...sectionRefs(Section.Items)] : []));
}

/** The member of Connect's answer and the field of the input, by type of question. */
const memberOf: Readonly<Record<string, readonly [keyof EvaluationAnswerData, field: string]>> = {
  TEXT: ['StringValue', 'stringValue'],
  SINGLESELECT: ['StringValue', 'stringValue'],
  MULTISELECT: ['StringValues', 'stringValues'],
  NUMERIC: ['NumericValue', 'numericValue'],
  DATETIME: ['DateTimeValue', 'valueAt'],
};

/**
 * Returns the rule that the answer breaks, as the predicate of a sentence about the question. Null when the answer fits
 * or the rule is unknown.
 */
function brokenRuleOf(answer: EvaluationAnswerData, question: EvaluationFormQuestion): string | null {
  const { QuestionType = '', QuestionTypeProperties, NotApplicableEnabled } = question;
  if (answer.NotApplicable !== undefined) return NotApplicableEnabled === false ? 'always applies' : null;
  const [member, field] = own(memberOf, QuestionType) ?? [];
  if (member && answer[member] === undefined) return `is of the type ${QuestionType} and requires a ${field}`;
  const { Numeric, SingleSelect, MultiSelect } = QuestionTypeProperties ?? {};
  const options = (SingleSelect ?? MultiSelect)?.Options?.map(({ RefId }) => RefId);
  const chosen = answer.StringValues ?? [answer.StringValue];
  if (options && chosen.some((option) => !options.includes(option))) return `has the options ${options.join(', ')}`;
  const { NumericValue: value } = answer;
  const { MinValue = -Infinity, MaxValue = Infinity } = Numeric ?? {};
  return value !== undefined && (value < MinValue || value > MaxValue)
    ? `takes numbers from ${MinValue} to ${MaxValue}`
    : null;
}

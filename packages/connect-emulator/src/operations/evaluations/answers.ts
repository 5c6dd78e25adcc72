import type {
  EvaluationAnswerData,
  EvaluationAnswerInput,
  EvaluationFormQuestion,
  EvaluationNote,
  EvaluatorUserUnion,
} from '@aws-sdk/client-connect';
import { ownProperty } from '../../own-property.js';
import { type EvaluationForm, questionsOf, sectionsOf } from '../../world/evaluations/evaluation-forms.js';
import { type Answers, isEnabled } from '../../world/evaluations/evaluation-scores.js';
import type { Evaluation } from '../../world/evaluations/evaluations.js';
import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';
import { callerArn } from '../caller.js';
import { refusal } from '../refusal.js';

/**
 * "Assuming there are N questions in the evaluation, the max char limit for all notes combined is N x 1024".
 */
const noteCharactersPerQuestion = 1024;

interface Changes {
  readonly Answers?: Readonly<Record<string, EvaluationAnswerInput>> | undefined;
  readonly Notes?: Readonly<Record<string, EvaluationNote>> | undefined;
}

/**
 * Returns the answers and notes of an evaluation after a change: they are "merged with existing answers [...]; an
 * answer or note can be deleted by passing an empty object" (API reference).
 *
 * @throws ConnectException as the assumptions say for an answer that does not match its question, a note whose
 * reference is not in the form, or notes that are too long.
 */
export function mergeChanges(
  evaluation: Evaluation,
  { Answers = {}, Notes = {} }: Changes,
  form: EvaluationForm,
  world: World,
): Pick<Evaluation, 'answers' | 'notes'> {
  const wrong = () => refusal(world.assumptions.errorOfWrongAnswer);
  const questions = new Map(questionsOf(form.items).map((question) => [question.RefId ?? '', question]));
  const sections = new Set(sectionsOf(form.items).map(({ RefId }) => RefId ?? ''));

  const answers = new Map(Object.entries(evaluation.answers));
  for (const [ref, { Value }] of Object.entries(Answers)) {
    const question = questions.get(ref);
    if (!question || (Value && !matchesQuestion(Value, question))) throw wrong();
    if (Value) answers.set(ref, Value);
    else answers.delete(ref);
  }
  const notes = new Map(Object.entries(evaluation.notes));
  for (const [ref, { Value }] of Object.entries(Notes)) {
    if (!questions.has(ref) && !sections.has(ref)) throw wrong();
    if (Value === undefined) notes.delete(ref);
    else notes.set(ref, Value);
  }
  const length = [...notes.values()].reduce((sum, note) => sum + note.length, 0);
  if (length > questions.size * noteCharactersPerQuestion) throw wrong();
  return { answers: Object.fromEntries(answers), notes: Object.fromEntries(notes) };
}

function matchesQuestion(answer: EvaluationAnswerData, question: EvaluationFormQuestion): boolean {
  const { QuestionType, QuestionTypeProperties: properties, NotApplicableEnabled } = question;
  if (answer.NotApplicable !== undefined) return NotApplicableEnabled === true;
  const isOption = (ref: string, options: readonly { RefId: string | undefined }[] = []) =>
    options.some(({ RefId }) => RefId === ref);
  switch (QuestionType) {
    case 'TEXT':
      return answer.StringValue !== undefined;
    case 'SINGLESELECT':
      return answer.StringValue !== undefined && isOption(answer.StringValue, properties?.SingleSelect?.Options);
    case 'MULTISELECT':
      return answer.StringValues?.every((ref) => isOption(ref, properties?.MultiSelect?.Options)) ?? false;
    case 'NUMERIC': {
      const { MinValue = -Infinity, MaxValue = Infinity } = properties?.Numeric ?? {};
      const { NumericValue: value } = answer;
      return value !== undefined && value >= MinValue && value <= MaxValue;
    }
    case 'DATETIME':
      return answer.DateTimeValue !== undefined && !Number.isNaN(Date.parse(answer.DateTimeValue));
    default:
      return false;
  }
}

/** Whether every enabled question has an answer. Some questions are enabled by the answers to others. */
export function isComplete(form: EvaluationForm, answers: Answers): boolean {
  return questionsOf(form.items).every(
    (question) => ownProperty(answers, question.RefId) !== undefined || !isEnabled(question, answers),
  );
}

/**
 * Returns the ARN of the evaluator: the user that the input names, or the caller.
 *
 * @throws ConnectException InvalidParameterException when the input names an unknown user.
 */
export function evaluatorArn(given: EvaluatorUserUnion | undefined, { directory, instance }: InstanceState): string {
  if (!given) return callerArn(instance);
  const user = directory.users.getByIdOrArn(given.ConnectUserArn ?? '');
  if (!user) throw refusal('InvalidParameterException');
  return user.arn;
}

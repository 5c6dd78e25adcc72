import type {
  EvaluationAnswerData,
  EvaluationFormItem,
  EvaluationFormQuestion,
  EvaluationScore,
} from '@aws-sdk/client-connect';
import { ownProperty } from '../../own-property.js';
import { type EvaluationForm, questionsOf, sectionsOf } from './evaluation-forms.js';

export type Answers = Readonly<Record<string, EvaluationAnswerData>>;

/** The scores of an evaluation: the overall score, and the scores of sections and questions by their reference. */
export interface Scores {
  readonly overall: EvaluationScore;
  readonly items: Readonly<Record<string, EvaluationScore>>;
}

/** The score of an answer as a percentage of the question's maximum. */
interface AnswerScore {
  readonly percentage: number;
  readonly automaticFail: boolean;
}

/**
 * Computes the scores of an evaluation as the API reference describes them: percentages, weighted by question or by
 * section. Questions without an answer, without a score or marked as not applicable are left out. Without weights all
 * count equally. An answer with automatic fail sets the scores of its question, its sections and the evaluation to 0
 * and flags them. Undefined when the form has no scoring.
 */
export function scoresOf(form: EvaluationForm, answers: Answers): Scores | undefined {
  if (form.scoring.Status !== 'ENABLED') return undefined;
  const items = new Map<string, EvaluationScore>();
  for (const question of questionsOf(form.items)) {
    items.set(question.RefId ?? '', scoreOfQuestion(question, answers));
  }
  for (const { RefId = '', Items } of sectionsOf(form.items).reverse()) {
    items.set(RefId, average(Items ?? [], items));
  }
  const parts: EvaluationFormItem[] =
    form.scoring.Mode === 'SECTION_ONLY'
      ? [...form.items]
      : questionsOf(form.items).map((Question): EvaluationFormItem => ({ Question }));
  const overall = average(parts, items);
  return { overall: overall.AutomaticFail ? { ...overall, Percentage: 0 } : overall, items: Object.fromEntries(items) };
}

/** Whether a question is enabled. Some questions depend on the answer to another question. */
export function isEnabled({ Enablement }: EvaluationFormQuestion, answers: Answers): boolean {
  const expression = Enablement?.Condition?.Operands?.[0]?.Expression;
  if (!expression) return true;
  const answer = ownProperty(answers, expression.Source?.RefId);
  const given = answer?.StringValues ?? [answer?.StringValue];
  return (expression.Values ?? []).some(({ RefId }) => given.includes(RefId));
}

function scoreOfQuestion(question: EvaluationFormQuestion, answers: Answers): EvaluationScore {
  const answer = ownProperty(answers, question.RefId);
  const score = answer && isEnabled(question, answers) ? scoreOfAnswer(question, answer) : undefined;
  if (!score) return { NotApplicable: true, AutomaticFail: false };
  return { Percentage: score.percentage, NotApplicable: false, AutomaticFail: score.automaticFail };
}

/**
 * Returns the score of an answer. Undefined for an answer without a score: text, date, several options or not
 * applicable.
 */
function scoreOfAnswer(
  { QuestionTypeProperties }: EvaluationFormQuestion,
  answer: EvaluationAnswerData,
): AnswerScore | undefined {
  const options = QuestionTypeProperties?.SingleSelect?.Options ?? QuestionTypeProperties?.Numeric?.Options ?? [];
  const most = Math.max(0, ...options.map(({ Score = 0 }) => Score));
  const chosen =
    QuestionTypeProperties?.SingleSelect?.Options?.find(({ RefId }) => RefId === answer.StringValue) ??
    QuestionTypeProperties?.Numeric?.Options?.find(
      ({ MinValue = 0, MaxValue = 0 }) =>
        answer.NumericValue !== undefined && answer.NumericValue >= MinValue && answer.NumericValue <= MaxValue,
    );
  if (!chosen || (most === 0 && !chosen.AutomaticFail)) return undefined;
  if (chosen.AutomaticFail) return { percentage: 0, automaticFail: true };
  return { percentage: ((chosen.Score ?? 0) / most) * 100, automaticFail: false };
}

function average(parts: readonly EvaluationFormItem[], scores: ReadonlyMap<string, EvaluationScore>): EvaluationScore {
  const scored = parts.map(({ Section, Question }) => ({
    weight: (Section ?? Question)?.Weight,
    score: scores.get((Section ?? Question)?.RefId ?? ''),
  }));
  const applicable = scored.filter(({ score }) => score?.Percentage !== undefined);
  const AutomaticFail = scored.some(({ score }) => score?.AutomaticFail === true);
  if (applicable.length === 0) return { NotApplicable: true, AutomaticFail };
  const isWeighted = applicable.some(({ weight = 0 }) => weight > 0);
  const weightOf = (weight: number | undefined) => (isWeighted ? (weight ?? 0) : 1);
  const total = applicable.reduce((sum, { weight }) => sum + weightOf(weight), 0);
  const sum = applicable.reduce((all, { weight, score }) => all + weightOf(weight) * (score?.Percentage ?? 0), 0);
  return { Percentage: AutomaticFail ? 0 : Math.round((sum / total) * 100) / 100, NotApplicable: false, AutomaticFail };
}

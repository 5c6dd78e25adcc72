import type {
  EvaluationFormItem,
  EvaluationFormQuestion,
  EvaluationFormScoringStrategy,
  EvaluationFormSection,
} from '@aws-sdk/client-connect';
import type { Time } from '../entities.js';

/** A form by which contacts are evaluated. The emulator keeps one content for each form, whatever the version. */
export interface EvaluationForm {
  readonly id: string;
  readonly arn: string;
  readonly title: string;
  readonly description?: string;
  /** Sections with their questions, as Connect shows them. */
  readonly items: readonly EvaluationFormItem[];
  readonly scoring: EvaluationFormScoringStrategy;
  readonly autoEvaluation: boolean;
  /** Versions count from 1 to this one. */
  readonly latestVersion: number;
  /** The version that new evaluations use; without one none can be started. */
  readonly activeVersion?: number;
  readonly authorArn: string;
  readonly createdAt: Time;
  readonly modifiedAt: Time;
  readonly tags: Readonly<Record<string, string>>;
}

/** All questions, in the order in which they are asked. */
export function questionsOf(items: readonly EvaluationFormItem[] | undefined): EvaluationFormQuestion[] {
  return (items ?? []).flatMap(({ Section, Question }) => (Question ? [Question] : questionsOf(Section?.Items)));
}

/** All sections, a subsection behind the one that holds it. */
export function sectionsOf(items: readonly EvaluationFormItem[] | undefined): EvaluationFormSection[] {
  return (items ?? []).flatMap(({ Section }) => (Section ? [Section, ...sectionsOf(Section.Items)] : []));
}

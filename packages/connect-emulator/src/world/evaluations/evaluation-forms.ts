import type {
  EvaluationFormItem,
  EvaluationFormQuestion,
  EvaluationFormScoringStrategy,
  EvaluationFormSection,
} from '@aws-sdk/client-connect';
import type { Time } from '../entities.js';

/** An evaluation form. The emulator keeps one content per form, for all versions. */
export interface EvaluationForm {
  readonly id: string;
  readonly arn: string;
  readonly title: string;
  readonly description?: string;
  /** Sections with their questions, as Connect's API has them. */
  readonly items: readonly EvaluationFormItem[];
  readonly scoring: EvaluationFormScoringStrategy;
  readonly autoEvaluation: boolean;
  /** Number of the latest version. The first is 1. */
  readonly latestVersion: number;
  /** The version that new evaluations use. Without an active version, no evaluation can be started. */
  readonly activeVersion?: number;
  readonly authorArn: string;
  readonly createdAt: Time;
  readonly modifiedAt: Time;
  readonly tags: Readonly<Record<string, string>>;
}

/** Returns all questions of a form, in order. */
export function questionsOf(items: readonly EvaluationFormItem[] | undefined): EvaluationFormQuestion[] {
  return (items ?? []).flatMap(({ Section, Question }) => (Question ? [Question] : questionsOf(Section?.Items)));
}

/** Returns all sections of a form. A subsection follows the section that contains it. */
export function sectionsOf(items: readonly EvaluationFormItem[] | undefined): EvaluationFormSection[] {
  return (items ?? []).flatMap(({ Section }) => (Section ? [Section, ...sectionsOf(Section.Items)] : []));
}

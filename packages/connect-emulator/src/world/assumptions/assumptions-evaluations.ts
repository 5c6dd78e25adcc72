import type { Refusal } from './refusals.js';

/** What Amazon's documentation leaves open about evaluations. */
export interface EvaluationAssumptions {
  /** "If no version is activated for the evaluation form, the contact evaluation cannot be started": no error named. */
  errorOfFormWithoutActiveVersion: Refusal;

  /**
   * Whether a contact may have two evaluations by the same form. Its record keeps them by form, which leaves room for
   * one, and StartContactEvaluation models ResourceConflictException.
   */
  secondEvaluationByForm: 'refuse' | 'accept';

  /** How many evaluations a contact may have; above it ServiceQuotaExceeded, which is modelled. No number is known. */
  evaluationsPerContact: number;

  /** "A contact evaluation must be in draft state" to be updated; the error is not named. */
  errorOfUpdateOfSubmittedEvaluation: Refusal;

  /** How an answer is refused that does not fit its question, and a note that does not fit the form. */
  errorOfWrongAnswer: Refusal;

  /**
   * Whether an evaluation can be submitted with questions unanswered. "If no answers or notes are passed, the
   * evaluation is submitted with the existing answers and notes" (API reference), which may be none.
   */
  incompleteEvaluation: 'refuse' | 'accept';
}

export const evaluationAssumptions: EvaluationAssumptions = {
  errorOfFormWithoutActiveVersion: 'InvalidParameterException',
  secondEvaluationByForm: 'refuse',
  evaluationsPerContact: 20,
  errorOfUpdateOfSubmittedEvaluation: 'ResourceConflictException',
  errorOfWrongAnswer: 'InvalidParameterException',
  incompleteEvaluation: 'accept',
};

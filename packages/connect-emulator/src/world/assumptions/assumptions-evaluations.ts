import type { Refusal } from './refusals.js';

/** Assumptions about evaluations, where Amazon's documentation leaves the behaviour open. */
export interface EvaluationAssumptions {
  /**
   * Error of StartContactEvaluation for a form without an active version: "If no version is activated for the
   * evaluation form, the contact evaluation cannot be started". No error is documented.
   */
  errorOfFormWithoutActiveVersion: Refusal;

  /**
   * Whether a contact may have two evaluations by the same form. The contact record has room for one evaluation per
   * form, and StartContactEvaluation models ResourceConflictException.
   */
  secondEvaluationByForm: 'refuse' | 'accept';

  /**
   * Maximum number of evaluations of a contact. One more is refused with ServiceQuotaExceededException, the error that the
   * service model has for it. No number is documented.
   */
  evaluationsPerContact: number;

  /**
   * Error of an update of a submitted evaluation: "A contact evaluation must be in draft state". No error is
   * documented.
   */
  errorOfUpdateOfSubmittedEvaluation: Refusal;

  /** Error for an answer that does not match its question, and for a note that does not match the form. */
  errorOfWrongAnswer: Refusal;

  /**
   * Whether an evaluation can be submitted with unanswered questions. "If no answers or notes are passed, the
   * evaluation is submitted with the existing answers and notes" (API reference), of which there may be none.
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

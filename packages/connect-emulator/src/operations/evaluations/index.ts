import type { Behaviour } from '../behaviour.js';
import { deleteContactEvaluation } from './delete-contact-evaluation.js';
import { describeContactEvaluation } from './describe-contact-evaluation.js';
import { describeEvaluationForm, listEvaluationForms, listEvaluationFormVersions } from './evaluation-forms.js';
import { listContactEvaluations } from './list-contact-evaluations.js';
import { searchContactEvaluations } from './search-contact-evaluations.js';
import { startContactEvaluation } from './start-contact-evaluation.js';
import { submitContactEvaluation } from './submit-contact-evaluation.js';
import { updateContactEvaluation } from './update-contact-evaluation.js';

export const evaluationBehaviours: Readonly<Record<string, Behaviour>> = {
  DeleteContactEvaluation: deleteContactEvaluation,
  DescribeContactEvaluation: describeContactEvaluation,
  DescribeEvaluationForm: describeEvaluationForm,
  ListContactEvaluations: listContactEvaluations,
  ListEvaluationFormVersions: listEvaluationFormVersions,
  ListEvaluationForms: listEvaluationForms,
  SearchContactEvaluations: searchContactEvaluations,
  StartContactEvaluation: startContactEvaluation,
  SubmitContactEvaluation: submitContactEvaluation,
  UpdateContactEvaluation: updateContactEvaluation,
};

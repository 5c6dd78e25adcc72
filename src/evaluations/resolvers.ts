// The resolvers of this domain, one line for each file: all of them become part of the schema.
export { DeleteContactEvaluationResolver } from './delete-contact-evaluation.js';
export { EvaluationsOfContactResolver, EvaluationsOfInstanceResolver } from './evaluations.js';
export { EvaluationFormsResolver } from './forms/evaluation-forms.js';
export { StartContactEvaluationResolver } from './start-contact-evaluation.js';
export { SubmitContactEvaluationResolver } from './submit-contact-evaluation.js';
export { UpdateContactEvaluationResolver } from './update-contact-evaluation.js';

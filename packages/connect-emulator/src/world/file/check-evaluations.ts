import type { Problem } from './problem.js';
import type { InstanceEntry } from './schema/schema.js';
import type { FormEntry, QuestionEntry } from './schema/schema-evaluations.js';

/** Returns the problems of evaluation forms, and of answers to questions that their form does not have. */
export function evaluationProblems({ evaluationForms, evaluations }: InstanceEntry): Problem[] {
  const ofForms = evaluationForms.flatMap((form, index) =>
    formProblems(form).map(({ path, message }) => ({ path: ['evaluationForms', index, ...path], message })),
  );
  const ofAnswers = evaluations.flatMap(({ form: formId, answers }, index) => {
    const form = evaluationForms.find(({ id }) => id === formId);
    if (!form) return [];
    const questionRefs = new Set(questionsOf(form).map(({ ref }) => ref));
    return Object.keys(answers)
      .filter((ref) => !questionRefs.has(ref))
      .map((ref) => ({ path: ['evaluations', index, 'answers', ref], message: 'is not a question of the form' }));
  });
  return [...ofForms, ...ofAnswers];
}

function formProblems(form: FormEntry): Problem[] {
  const problems: Problem[] = [];
  if (form.active !== undefined && form.active > form.versions) {
    problems.push({ path: ['active'], message: 'exceeds the number of versions' });
  }
  const byRef = new Map<string, QuestionEntry>();
  for (const question of questionsOf(form)) {
    const { ref, when } = question;
    const path = ['sections', ref];
    if (byRef.has(ref)) problems.push({ path, message: 'is used twice' });
    const options = byRef.get(when?.question ?? '')?.options.map((option) => option.ref);
    if (when && !when.in.every((option) => options?.includes(option))) {
      problems.push({ path: [...path, 'when'], message: 'must name a question above this one, and its options' });
    }
    byRef.set(ref, question);
  }
  return problems;
}

function questionsOf({ sections }: FormEntry): QuestionEntry[] {
  return sections.flatMap(({ items }) => items.flatMap((item) => ('items' in item ? item.items : [item])));
}

import type { EvaluationFormItem, EvaluationFormQuestion, EvaluationFormSection } from '@aws-sdk/client-connect';
import type { Instance } from '../../entities.js';
import type { EvaluationForm } from '../../evaluations/evaluation-forms.js';
import type { InstanceEntry } from '../schema/schema.js';
import type { FormEntry, QuestionEntry, SectionEntry } from '../schema/schema-evaluations.js';

/**
 * Builds the evaluation forms of a world file as Connect's API has them. The instance is the author of each form whose
 * entry names no author.
 */
export function buildForms(instance: Instance, entry: InstanceEntry): EvaluationForm[] {
  return entry.evaluationForms.map((form) => ({
    id: form.id,
    arn: `${instance.arn}/evaluation-form/${form.id}`,
    title: form.title,
    description: form.description,
    items: form.sections.map((section) => ({ Section: sectionOf(section) })),
    scoring: scoringOf(form),
    autoEvaluation: form.autoEvaluation,
    latestVersion: form.versions,
    activeVersion: form.active,
    authorArn: form.author === undefined ? instance.arn : `${instance.arn}/agent/${form.author}`,
    createdAt: instance.createdAt,
    modifiedAt: instance.createdAt,
    tags: form.tags,
  }));
}

function scoringOf({ scoring }: FormEntry): EvaluationForm['scoring'] {
  return scoring === 'NONE' ? { Mode: 'QUESTION_ONLY', Status: 'DISABLED' } : { Mode: scoring, Status: 'ENABLED' };
}

function sectionOf({ ref, title, instructions, weight, items }: SectionEntry): EvaluationFormSection {
  return {
    Title: title,
    RefId: ref,
    Instructions: instructions,
    Weight: weight,
    Items: items.map(
      (item): EvaluationFormItem => ('items' in item ? { Section: sectionOf(item) } : { Question: questionOf(item) }),
    ),
  };
}

function questionOf(entry: QuestionEntry): EvaluationFormQuestion {
  return {
    Title: entry.title,
    Instructions: entry.instructions,
    RefId: entry.ref,
    NotApplicableEnabled: entry.optional,
    QuestionType: entry.type,
    QuestionTypeProperties: propertiesOf(entry),
    Enablement: enablementOf(entry),
    Weight: entry.weight,
  };
}

function propertiesOf({ type, options, ranges }: QuestionEntry): EvaluationFormQuestion['QuestionTypeProperties'] {
  if (type === 'SINGLESELECT') {
    return {
      SingleSelect: {
        Options: options.map(({ ref, text, score, automaticFail }) => ({
          RefId: ref,
          Text: text,
          Score: score,
          AutomaticFail: automaticFail,
        })),
      },
    };
  }
  if (type === 'MULTISELECT') {
    return { MultiSelect: { Options: options.map(({ ref, text }) => ({ RefId: ref, Text: text })) } };
  }
  if (type !== 'NUMERIC') return undefined;
  return {
    Numeric: {
      MinValue: Math.min(...ranges.map(({ from }) => from)),
      MaxValue: Math.max(...ranges.map(({ to }) => to)),
      Options: ranges.map(({ from, to, score, automaticFail }) => ({
        MinValue: from,
        MaxValue: to,
        Score: score,
        AutomaticFail: automaticFail,
      })),
    },
  };
}

/** Returns the condition that enables a question: another question was answered with one of the listed options. */
function enablementOf({ when }: QuestionEntry): EvaluationFormQuestion['Enablement'] {
  if (!when) return undefined;
  return {
    Condition: {
      Operands: [
        {
          Expression: {
            Source: { Type: 'QUESTION_REF_ID', RefId: when.question },
            Values: when.in.map((RefId) => ({ Type: 'OPTION_REF_ID', RefId })),
            Comparator: 'IN',
          },
        },
      ],
    },
    Action: 'ENABLE',
    DefaultAction: 'DISABLE',
  };
}

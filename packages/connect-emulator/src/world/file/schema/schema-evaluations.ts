import { z } from 'zod';
import { id, tags, time } from './schema-parts.js';

const ref = z.string().min(1).max(40);
const score = z.int().min(0).max(10).optional();
const weight = z.number().min(0).max(100).optional();
const automaticFail = z.boolean().optional();

const question = z
  .strictObject({
    ref,
    title: z.string().min(1).max(350),
    type: z.enum(['TEXT', 'SINGLESELECT', 'NUMERIC', 'MULTISELECT', 'DATETIME']),
    instructions: z.string().optional(),
    weight,
    /** Whether the question can be answered as not applicable. */
    optional: z.boolean().default(false),
    options: z.array(z.strictObject({ ref, text: z.string().min(1).max(128), score, automaticFail })).default([]),
    ranges: z.array(z.strictObject({ from: z.int(), to: z.int(), score, automaticFail })).default([]),
    /** The question is enabled only if another question was answered with one of these options. */
    when: z.strictObject({ question: ref, in: z.array(ref).min(1) }).optional(),
  })
  .refine(({ type, options }) => !type.endsWith('SELECT') || options.length > 0, {
    path: ['options'],
    message: 'are required by a question of this type',
  })
  .refine(({ type, ranges }) => type !== 'NUMERIC' || ranges.length > 0, {
    path: ['ranges'],
    message: 'are required by a question of this type',
  });

const sectionOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({
    ref,
    title: z.string().min(1).max(128),
    instructions: z.string().optional(),
    weight,
    items: z.array(item),
  });

const form = z.strictObject({
  id,
  title: z.string().min(1).max(128),
  description: z.string().max(1024).optional(),
  /** Number of versions. */
  versions: z.int().min(1).default(1),
  /** The active version. Absent for a form without an active version. */
  active: z.int().min(1).optional(),
  scoring: z.enum(['QUESTION_ONLY', 'SECTION_ONLY', 'NONE']).default('QUESTION_ONLY'),
  autoEvaluation: z.boolean().default(false),
  author: id.optional(),
  sections: z.array(sectionOf(z.union([question, sectionOf(question)]))).min(1),
  tags,
});

const answer = z.union([z.string(), z.number(), z.array(z.string())]).nullable();

const evaluation = z.strictObject({
  id: id.optional(),
  form: id,
  contact: id,
  evaluator: id,
  started: time,
  /** Absent for a draft. */
  submitted: time.optional(),
  /**
   * Answers by the reference of the question: text, the reference of an option, a number, a list of references, or null
   * for "not applicable".
   */
  answers: z.record(ref, answer).default({}),
  notes: z.record(ref, z.string()).default({}),
  tags,
});

export const evaluationSections = {
  evaluationForms: z.array(form).default([]),
  evaluations: z.array(evaluation).default([]),
};

export type FormEntry = z.output<typeof form>;
export type QuestionEntry = z.output<typeof question>;
export type SectionEntry = FormEntry['sections'][number];

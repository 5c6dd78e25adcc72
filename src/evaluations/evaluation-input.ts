import type { EvaluationAnswerInput, EvaluationNote } from '@aws-sdk/client-connect';
import { Directive, Field, Float, ID, InputType } from 'type-graphql';
import type { IdResolver } from '../connect/inputs/id-resolver.js';
import { mapOf } from '../connect/inputs/named-map.js';
import { ConnectInputViolation } from '../errors/input-violation.js';
import { oneOf } from '../graph/build/one-of.js';
import { MutationInputFields } from '../graph/types/mutation.js';
import { DateTime } from '../graph/types/scalars.js';

@Directive(oneOf)
@InputType({
  description: 'Answer to a question. Exactly one field must be given, depending on the type of the question.',
})
export class ConnectEvaluationAnswerValueInput {
  @Field(() => String, {
    nullable: true,
    description:
      'Answer to a text question, at most 300 characters, or the `refId` of the chosen option of a single-select question.',
  })
  stringValue?: string;

  @Field(() => [String], {
    nullable: true,
    description: 'List of the `refId` of each chosen option of a multi-select question.',
  })
  stringValues?: string[];

  @Field(() => Float, { nullable: true, description: 'Answer to a numeric question.' })
  numericValue?: number;

  @Field(() => DateTime, { nullable: true, description: 'Answer to a date-time question.' })
  valueAt?: Date;

  @Field(() => Boolean, { nullable: true, description: 'True if the question does not apply.' })
  notApplicable?: boolean;
}

@InputType({ description: 'Answer to a question.' })
export class ConnectEvaluationAnswerInput {
  @Field(() => ID, { description: 'Reference id of the question in the form, unique among the answers.' })
  refId!: string;

  @Field(() => ConnectEvaluationAnswerValueInput, { description: 'Answer, which replaces an existing answer.' })
  value!: ConnectEvaluationAnswerValueInput;
}

@InputType({ description: 'Note on a question or a section.' })
export class ConnectEvaluationNoteInput {
  @Field(() => ID, { description: 'Reference id of the question or section in the form, unique among the notes.' })
  refId!: string;

  @Field({
    description:
      'Text of the note, which replaces an existing note. At most 3,072 characters. All notes together have at most 1,024 characters times the number of questions in the form.',
  })
  value!: string;
}

/** Input fields of mutations on one evaluation. */
@InputType()
export abstract class EvaluationInput extends MutationInputFields {
  @Field(() => ID, { description: 'Id or ARN of the evaluation.' })
  evaluationId!: string;
}

/** Input fields of mutations that save answers. */
@InputType()
export abstract class AnswersInput extends EvaluationInput {
  @Field(() => [ConnectEvaluationAnswerInput], {
    nullable: true,
    description:
      'Answers to add or replace. Other answers stay as they are. At most 100 together with `deletedAnswers`.',
  })
  answers?: ConnectEvaluationAnswerInput[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Reference ids of the questions from which to delete the answers.',
  })
  deletedAnswers?: string[] | null;

  @Field(() => [ConnectEvaluationNoteInput], {
    nullable: true,
    description: 'Notes to add or replace. Other notes stay as they are. At most 100 together with `deletedNotes`.',
  })
  notes?: ConnectEvaluationNoteInput[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Reference ids of the questions and sections from which to delete the notes.',
  })
  deletedNotes?: string[] | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Id or ARN of the user who evaluates. If absent, the AWS identity of the gateway.',
  })
  evaluatorId?: string | null;
}

/** Builds Connect's input of answers and notes: "an answer or note can be deleted by passing an empty object". */
export function answersOf({ answers, deletedAnswers, notes, deletedNotes }: AnswersInput, ids: IdResolver) {
  return {
    Answers: withDeleted(
      'deletedAnswers',
      mapOf('answers', answers, 'refId', (answer): EvaluationAnswerInput => ({ Value: answerValue(answer) }), ids),
      deletedAnswers,
      ids,
    ),
    Notes: withDeleted(
      'deletedNotes',
      mapOf('notes', notes, 'refId', ({ value }): EvaluationNote => ({ Value: value }), ids),
      deletedNotes,
      ids,
    ),
  };
}

function withDeleted<Value extends object>(
  field: string,
  kept: Record<string, Value | Record<string, never>> | undefined,
  deleted: readonly string[] | null | undefined,
  ids: IdResolver,
): Record<string, Value> | undefined {
  if (!deleted) return kept as Record<string, Value> | undefined;
  const all = new Map(Object.entries(kept ?? {}));
  for (const [index, refId] of deleted.entries()) {
    if (all.has(refId)) ids.violations.push(new ConnectInputViolation([field, String(index)], 'is given twice.'));
    else all.set(refId, {});
  }
  return Object.fromEntries(all) as Record<string, Value>;
}

function answerValue({ value }: ConnectEvaluationAnswerInput): EvaluationAnswerInput['Value'] {
  const { stringValue, stringValues, numericValue, valueAt, notApplicable } = value;
  if (stringValue !== undefined) return { StringValue: stringValue };
  if (stringValues !== undefined) return { StringValues: stringValues };
  if (numericValue !== undefined) return { NumericValue: numericValue };
  if (valueAt !== undefined) return { DateTimeValue: valueAt.toISOString() };
  return { NotApplicable: notApplicable ?? false };
}

/** Maps the path of a member of Connect's answers to the field of the input. */
export function answersPath(below: readonly string[]): readonly string[] {
  return ['answers', ...below.map((name) => (name === 'dateTimeValue' ? 'valueAt' : name))];
}

/** Returns the evaluator for the command input, with the user's id, which `withUserArn` later replaces by the ARN. */
export function evaluatorOf({ evaluatorId }: AnswersInput, ids: IdResolver) {
  const id = ids.referencedUser('evaluatorId', evaluatorId);
  return id ? { ConnectUserArn: id } : undefined;
}

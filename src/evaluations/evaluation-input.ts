import type { EvaluationAnswerInput, EvaluationNote } from '@aws-sdk/client-connect';
import { Directive, Field, Float, ID, InputType } from 'type-graphql';
import type { IdResolver } from '../connect/inputs/id-resolver.js';
import { mapOf } from '../connect/inputs/named-map.js';
import { ConnectInputViolation } from '../errors/input-violation.js';
import { oneOf } from '../graph/build/one-of.js';
import { MutationInputFields } from '../graph/types/mutation.js';
import { DateTime } from '../graph/types/scalars.js';

@Directive(oneOf)
@InputType({ description: 'Answer, by the type of the question. Exactly one field must be given.' })
export class ConnectEvaluationAnswerValueInput {
  @Field(() => String, {
    nullable: true,
    description: "A text of at most 300 characters, or the `refId` of a single-select question's option.",
  })
  stringValue?: string;

  @Field(() => [String], { nullable: true, description: "The `refId` of a multi-select question's options." })
  stringValues?: string[];

  @Field(() => Float, { nullable: true, description: 'A number.' })
  numericValue?: number;

  @Field(() => DateTime, { nullable: true, description: 'A moment in time.' })
  valueAt?: Date;

  @Field(() => Boolean, { nullable: true, description: 'True: that the question does not apply.' })
  notApplicable?: boolean;
}

@InputType({ description: 'The answer to a question.' })
export class ConnectEvaluationAnswerInput {
  @Field(() => ID, { description: 'The question, as the form refers to it; unique among the answers.' })
  refId!: string;

  @Field(() => ConnectEvaluationAnswerValueInput, { description: 'The answer, in place of what it may have.' })
  value!: ConnectEvaluationAnswerValueInput;
}

@InputType({ description: 'A note on a question or a section.' })
export class ConnectEvaluationNoteInput {
  @Field(() => ID, { description: 'The question or section, as the form refers to it; unique among the notes.' })
  refId!: string;

  @Field({
    description:
      'The note, in place of what it may have; at most 3,072 characters, and 1,024 for each question on average.',
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
    description: 'Answers to add or replace; all others stay. With `deletedAnswers` at most 100.',
  })
  answers?: ConnectEvaluationAnswerInput[] | null;

  @Field(() => [ID], { nullable: true, description: 'Questions whose answers to delete.' })
  deletedAnswers?: string[] | null;

  @Field(() => [ConnectEvaluationNoteInput], {
    nullable: true,
    description: 'Notes to add or replace; all others stay. With `deletedNotes` at most 100.',
  })
  notes?: ConnectEvaluationNoteInput[] | null;

  @Field(() => [ID], { nullable: true, description: 'Questions and sections whose notes to delete.' })
  deletedNotes?: string[] | null;

  @Field(() => ID, {
    nullable: true,
    description: "Id or ARN of the user who evaluates; the gateway's own AWS identity when absent.",
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

/** Returns the evaluator for the command input, with the id in place of the ARN until the call is prepared. */
export function evaluatorOf({ evaluatorId }: AnswersInput, ids: IdResolver) {
  const id = ids.referencedUser('evaluatorId', evaluatorId);
  return id ? { ConnectUserArn: id } : undefined;
}

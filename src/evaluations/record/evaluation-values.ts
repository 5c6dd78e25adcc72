import type { EvaluationAnswerData } from '@aws-sdk/client-connect';
import { createUnionType, Field, Float, ObjectType } from 'type-graphql';
import { DateTime } from '../../graph/types/scalars.js';
import { momentOf } from '../../lib/moments.js';

@ObjectType({ description: 'Answer to a text or single-select question. Personal data.' })
export class ConnectEvaluationStringAnswer {
  @Field(() => String, { nullable: true, description: 'Text, or the `refId` of the chosen option.' })
  readonly stringValue: string;

  constructor(value: string) {
    this.stringValue = value;
  }
}

@ObjectType({ description: 'Answer to a multi-select question. Personal data.' })
export class ConnectEvaluationStringsAnswer {
  @Field(() => [String], { nullable: true, description: 'List of the `refId` of each chosen option.' })
  readonly stringValues: readonly string[];

  constructor(values: readonly string[]) {
    this.stringValues = values;
  }
}

@ObjectType({ description: 'Answer to a numeric question. Personal data.' })
export class ConnectEvaluationNumericAnswer {
  @Field(() => Float, { nullable: true, description: 'Number that was answered.' })
  readonly numericValue: number;

  constructor(value: number) {
    this.numericValue = value;
  }
}

@ObjectType({ description: 'Answer to a date-time question. Personal data.' })
export class ConnectEvaluationDateTimeAnswer {
  @Field(() => DateTime, {
    nullable: true,
    description: 'Date and time. Null if Connect returned another format.',
  })
  readonly valueAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Value as returned by Connect.' })
  readonly valueRaw: string;

  constructor(value: string) {
    this.valueAt = momentOf(value);
    this.valueRaw = value;
  }
}

@ObjectType({ description: 'Answer that the question does not apply. Personal data.' })
export class ConnectEvaluationNotApplicableAnswer {
  @Field(() => Boolean, { nullable: true, description: 'Always true.' })
  readonly notApplicable: boolean;

  constructor(value: boolean) {
    this.notApplicable = value;
  }
}

export const ConnectEvaluationAnswerValue = createUnionType({
  name: 'ConnectEvaluationAnswerValue',
  description: 'Answer to a question. Its type depends on the type of the question.',
  types: () =>
    [
      ConnectEvaluationStringAnswer,
      ConnectEvaluationStringsAnswer,
      ConnectEvaluationNumericAnswer,
      ConnectEvaluationDateTimeAnswer,
      ConnectEvaluationNotApplicableAnswer,
    ] as const,
});

/** Converts an answer to the class of its type; null for no answer. */
export function answerValue(
  data: Partial<EvaluationAnswerData> | undefined,
): typeof ConnectEvaluationAnswerValue | null {
  if (data?.StringValue !== undefined) return new ConnectEvaluationStringAnswer(data.StringValue);
  if (data?.StringValues !== undefined) return new ConnectEvaluationStringsAnswer(data.StringValues);
  if (data?.NumericValue !== undefined) return new ConnectEvaluationNumericAnswer(data.NumericValue);
  if (data?.DateTimeValue !== undefined) return new ConnectEvaluationDateTimeAnswer(data.DateTimeValue);
  if (data?.NotApplicable !== undefined) return new ConnectEvaluationNotApplicableAnswer(data.NotApplicable);
  return null;
}

import type { EvaluationAnswerData } from '@aws-sdk/client-connect';
import { createUnionType, Field, Float, ObjectType } from 'type-graphql';
import { DateTime } from '../../graph/types/scalars.js';
import { momentOf } from '../../lib/moments.js';

@ObjectType({ description: 'A text, or the option chosen. Personal data.' })
export class ConnectEvaluationStringAnswer {
  @Field(() => String, { nullable: true, description: "The text, or the option's `refId`." })
  readonly stringValue: string;

  constructor(value: string) {
    this.stringValue = value;
  }
}

@ObjectType({ description: 'The options chosen. Personal data.' })
export class ConnectEvaluationStringsAnswer {
  @Field(() => [String], { nullable: true, description: "The options' `refId`." })
  readonly stringValues: readonly string[];

  constructor(values: readonly string[]) {
    this.stringValues = values;
  }
}

@ObjectType({ description: 'A number. Personal data.' })
export class ConnectEvaluationNumericAnswer {
  @Field(() => Float, { nullable: true, description: 'The number.' })
  readonly numericValue: number;

  constructor(value: number) {
    this.numericValue = value;
  }
}

@ObjectType({ description: 'A moment in time. Personal data.' })
export class ConnectEvaluationDateTimeAnswer {
  @Field(() => DateTime, {
    nullable: true,
    description: 'The moment; null when Connect sent something else.',
  })
  readonly valueAt: Date | null;

  @Field(() => String, { nullable: true, description: 'As Connect sent it.' })
  readonly valueRaw: string;

  constructor(value: string) {
    this.valueAt = momentOf(value);
    this.valueRaw = value;
  }
}

@ObjectType({ description: 'That the question does not apply. Personal data.' })
export class ConnectEvaluationNotApplicableAnswer {
  @Field(() => Boolean, { nullable: true, description: 'Always true.' })
  readonly notApplicable: boolean;

  constructor(value: boolean) {
    this.notApplicable = value;
  }
}

export const ConnectEvaluationAnswerValue = createUnionType({
  name: 'ConnectEvaluationAnswerValue',
  description: 'Answer, by the type of the question.',
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

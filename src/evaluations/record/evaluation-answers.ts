import type {
  EvaluationAnswerOutput,
  EvaluationAutomationRuleCategory,
  EvaluationNote,
  EvaluationScore,
  EvaluationSuggestedAnswer,
  EvaluationTranscriptPointOfInterest,
} from '@aws-sdk/client-connect';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { openEnum } from '../../graph/types/open-enum.js';
import { ConnectEvaluationAutomationStatus } from '../evaluation-enums.js';
import { answerValue, ConnectEvaluationAnswerValue } from './evaluation-values.js';

@ObjectType({ description: 'Part of the transcript that the automation relied on. Personal data.' })
export class ConnectEvaluationPointOfInterest {
  @Field(() => Int, { nullable: true, description: 'Position in milliseconds after the beginning of the transcript.' })
  readonly beginOffsetMs: number | null;

  @Field(() => String, { nullable: true, description: 'Text of the transcript at this position.' })
  readonly transcriptSegment: string | null;

  constructor({ MillisecondOffsets, TranscriptSegment }: EvaluationTranscriptPointOfInterest) {
    this.beginOffsetMs = MillisecondOffsets?.BeginOffsetMillis ?? null;
    this.transcriptSegment = TranscriptSegment ?? null;
  }
}

const pointsOf = (points: readonly EvaluationTranscriptPointOfInterest[] | undefined) =>
  points ? points.map((point) => new ConnectEvaluationPointOfInterest(point)) : null;

@ObjectType({ description: 'Contact Lens category that determined an answer. Personal data.' })
export class ConnectEvaluationMatchedCategory {
  @Field(() => String, { nullable: true, description: 'Name of the category.' })
  readonly category: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Condition on the category, as returned by Connect: PRESENT or NOT_PRESENT.',
  })
  readonly condition: string | null;

  @Field(() => [ConnectEvaluationPointOfInterest], {
    nullable: true,
    description: 'Parts of the transcript in which the category was found.',
  })
  readonly pointsOfInterest: ConnectEvaluationPointOfInterest[] | null;

  constructor({ Category, Condition, PointsOfInterest }: EvaluationAutomationRuleCategory) {
    this.category = Category ?? null;
    this.condition = Condition ?? null;
    this.pointsOfInterest = pointsOf(PointsOfInterest);
  }
}

@ObjectType({ description: 'Answer that the automation suggests, with its reasons. Personal data.' })
export class ConnectEvaluationSuggestedAnswer {
  @Field(() => ConnectEvaluationAnswerValue, {
    nullable: true,
    description: 'Suggested answer. Null if there is none.',
  })
  readonly value: typeof ConnectEvaluationAnswerValue | null;

  @Field(() => ConnectEvaluationAutomationStatus, { nullable: true, description: 'Status of the automated analysis.' })
  readonly status: ConnectEvaluationAutomationStatus | null;

  @Field(() => String, { nullable: true, description: 'Status as returned by Connect.' })
  readonly statusRaw: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Basis of the suggestion, as returned by Connect: CONTACT_LENS_DATA or GEN_AI.',
  })
  readonly analysisType: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Type of the analyzed transcript, as returned by Connect: RAW or REDACTED.',
  })
  readonly transcriptType: string | null;

  @Field(() => String, { nullable: true, description: 'Reason for the suggestion, written by a generative model.' })
  readonly justification: string | null;

  @Field(() => [ConnectEvaluationPointOfInterest], {
    nullable: true,
    description: 'Parts of the transcript that a generative model relied on.',
  })
  readonly pointsOfInterest: ConnectEvaluationPointOfInterest[] | null;

  @Field(() => [ConnectEvaluationMatchedCategory], {
    nullable: true,
    description: 'Contact Lens categories that determined the suggestion.',
  })
  readonly matchedCategories: ConnectEvaluationMatchedCategory[] | null;

  constructor({ Value, Status, Input, AnalysisType, AnalysisDetails }: EvaluationSuggestedAnswer) {
    const { GenAI, ContactLens } = AnalysisDetails ?? {};
    this.value = answerValue(Value);
    this.status = openEnum(ConnectEvaluationAutomationStatus, Status);
    this.statusRaw = Status ?? null;
    this.analysisType = AnalysisType ?? null;
    this.transcriptType = Input?.TranscriptType ?? null;
    this.justification = GenAI?.Justification ?? null;
    this.pointsOfInterest = pointsOf(GenAI?.PointsOfInterest);
    const categories = ContactLens?.MatchedRuleCategories;
    this.matchedCategories = categories ? categories.map((one) => new ConnectEvaluationMatchedCategory(one)) : null;
  }
}

@ObjectType({ description: 'Answer to a question. Personal data.' })
export class ConnectEvaluationAnswer {
  @Field(() => ID, { nullable: true, description: 'Reference id of the question in the form.' })
  readonly refId: string;

  @Field(() => ConnectEvaluationAnswerValue, {
    nullable: true,
    description: 'Answer. Null if there is none yet.',
  })
  readonly value: typeof ConnectEvaluationAnswerValue | null;

  @Field(() => ConnectEvaluationAnswerValue, {
    nullable: true,
    description: 'Answer that Connect suggests. Null if there is none.',
  })
  readonly systemSuggestedValue: typeof ConnectEvaluationAnswerValue | null;

  @Field(() => [ConnectEvaluationSuggestedAnswer], {
    nullable: true,
    description: 'Answers that the automation suggests. Null if there are none.',
  })
  readonly suggestedAnswers: ConnectEvaluationSuggestedAnswer[] | null;

  constructor(refId: string, { Value, SystemSuggestedValue, SuggestedAnswers }: EvaluationAnswerOutput) {
    this.refId = refId;
    this.value = answerValue(Value);
    this.systemSuggestedValue = answerValue(SystemSuggestedValue);
    this.suggestedAnswers = SuggestedAnswers
      ? SuggestedAnswers.map((answer) => new ConnectEvaluationSuggestedAnswer(answer))
      : null;
  }
}

@ObjectType({ description: 'Note on a question or a section. Personal data.' })
export class ConnectEvaluationNote {
  @Field(() => ID, { nullable: true, description: 'Reference id of the question or section in the form.' })
  readonly refId: string;

  @Field(() => String, { nullable: true, description: 'Text of the note.' })
  readonly value: string | null;

  constructor(refId: string, { Value }: EvaluationNote) {
    this.refId = refId;
    this.value = Value ?? null;
  }
}

@ObjectType({ description: 'Score of a whole evaluation.' })
export class ConnectEvaluationScore {
  @Field(() => Float, {
    nullable: true,
    description: 'Score in percent, 0 to 100. Null if no scored question applies.',
  })
  readonly percentage: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether no scored question applies.' })
  readonly notApplicable: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether an answer caused an automatic fail.' })
  readonly automaticFail: boolean | null;

  constructor({ Percentage, NotApplicable, AutomaticFail }: EvaluationScore) {
    this.percentage = Percentage ?? null;
    this.notApplicable = NotApplicable ?? null;
    this.automaticFail = AutomaticFail ?? null;
  }
}

@ObjectType({ description: 'Score of a question or a section.' })
export class ConnectEvaluationItemScore extends ConnectEvaluationScore {
  @Field(() => ID, { nullable: true, description: 'Reference id of the question or section in the form.' })
  readonly refId: string;

  @Field(() => Float, {
    nullable: true,
    description:
      'Weight applied to the score, after the weights of items that do not apply were distributed to the others.',
  })
  readonly appliedWeight: number | null;

  constructor(refId: string, score: EvaluationScore) {
    super(score);
    this.refId = refId;
    this.appliedWeight = score.AppliedWeight ?? null;
  }
}

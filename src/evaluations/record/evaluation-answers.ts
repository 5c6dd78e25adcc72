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

@ObjectType({ description: 'A place in the transcript on which automation relied. Personal data.' })
export class ConnectEvaluationPointOfInterest {
  @Field(() => Int, { nullable: true, description: 'How many milliseconds after the beginning it stands.' })
  readonly beginOffsetMs: number | null;

  @Field(() => String, { nullable: true, description: 'Words of the transcript there.' })
  readonly transcriptSegment: string | null;

  constructor({ MillisecondOffsets, TranscriptSegment }: EvaluationTranscriptPointOfInterest) {
    this.beginOffsetMs = MillisecondOffsets?.BeginOffsetMillis ?? null;
    this.transcriptSegment = TranscriptSegment ?? null;
  }
}

const pointsOf = (points: readonly EvaluationTranscriptPointOfInterest[] | undefined) =>
  points ? points.map((point) => new ConnectEvaluationPointOfInterest(point)) : null;

@ObjectType({ description: 'A category of Contact Lens that an answer follows from. Personal data.' })
export class ConnectEvaluationMatchedCategory {
  @Field(() => String, { nullable: true, description: 'Its name.' })
  readonly category: string | null;

  @Field(() => String, { nullable: true, description: 'PRESENT or NOT_PRESENT, in the words of Connect.' })
  readonly condition: string | null;

  @Field(() => [ConnectEvaluationPointOfInterest], { nullable: true, description: 'Where it was found.' })
  readonly pointsOfInterest: ConnectEvaluationPointOfInterest[] | null;

  constructor({ Category, Condition, PointsOfInterest }: EvaluationAutomationRuleCategory) {
    this.category = Category ?? null;
    this.condition = Condition ?? null;
    this.pointsOfInterest = pointsOf(PointsOfInterest);
  }
}

@ObjectType({ description: 'An answer that automation suggests, and why. Personal data.' })
export class ConnectEvaluationSuggestedAnswer {
  @Field(() => ConnectEvaluationAnswerValue, { nullable: true, description: 'The answer; null when it has none.' })
  readonly value: typeof ConnectEvaluationAnswerValue | null;

  @Field(() => ConnectEvaluationAutomationStatus, { nullable: true, description: 'Its outcome.' })
  readonly status: ConnectEvaluationAutomationStatus | null;

  @Field(() => String, { nullable: true, description: 'The status as Connect sent it.' })
  readonly statusRaw: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'On what it relies, in the words of Connect: CONTACT_LENS_DATA or GEN_AI.',
  })
  readonly analysisType: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Which transcript was read, in the words of Connect: RAW or REDACTED.',
  })
  readonly transcriptType: string | null;

  @Field(() => String, { nullable: true, description: 'Why, in the words of a generative model.' })
  readonly justification: string | null;

  @Field(() => [ConnectEvaluationPointOfInterest], {
    nullable: true,
    description: 'Places in the transcript on which a generative model relied.',
  })
  readonly pointsOfInterest: ConnectEvaluationPointOfInterest[] | null;

  @Field(() => [ConnectEvaluationMatchedCategory], {
    nullable: true,
    description: 'Categories of Contact Lens that it follows from.',
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

@ObjectType({ description: 'The answer to a question. Personal data.' })
export class ConnectEvaluationAnswer {
  @Field(() => ID, { nullable: true, description: 'The question, as the form refers to it.' })
  readonly refId: string;

  @Field(() => ConnectEvaluationAnswerValue, {
    nullable: true,
    description: 'The answer; null when there is none yet.',
  })
  readonly value: typeof ConnectEvaluationAnswerValue | null;

  @Field(() => ConnectEvaluationAnswerValue, {
    nullable: true,
    description: 'Answer that Connect suggests; null when it suggests none.',
  })
  readonly systemSuggestedValue: typeof ConnectEvaluationAnswerValue | null;

  @Field(() => [ConnectEvaluationSuggestedAnswer], {
    nullable: true,
    description: 'Suggestion of the automation; null without one.',
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

@ObjectType({ description: 'A note on a question or a section. Personal data.' })
export class ConnectEvaluationNote {
  @Field(() => ID, { nullable: true, description: 'The question or section, as the form refers to it.' })
  readonly refId: string;

  @Field(() => String, { nullable: true, description: 'The note.' })
  readonly value: string | null;

  constructor(refId: string, { Value }: EvaluationNote) {
    this.refId = refId;
    this.value = Value ?? null;
  }
}

@ObjectType({ description: 'The score of a whole evaluation.' })
export class ConnectEvaluationScore {
  @Field(() => Float, {
    nullable: true,
    description: 'Its value, 0 to 100; null when no question that counts applies.',
  })
  readonly percentage: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether nothing that counts applies.' })
  readonly notApplicable: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether an answer made it fail.' })
  readonly automaticFail: boolean | null;

  constructor({ Percentage, NotApplicable, AutomaticFail }: EvaluationScore) {
    this.percentage = Percentage ?? null;
    this.notApplicable = NotApplicable ?? null;
    this.automaticFail = AutomaticFail ?? null;
  }
}

@ObjectType({ description: 'The score of a question or a section.' })
export class ConnectEvaluationItemScore extends ConnectEvaluationScore {
  @Field(() => ID, { nullable: true, description: 'The question or section, as the form refers to it.' })
  readonly refId: string;

  @Field(() => Float, {
    nullable: true,
    description: 'The weight with which it counted, once what does not apply had left its own to the others.',
  })
  readonly appliedWeight: number | null;

  constructor(refId: string, score: EvaluationScore) {
    super(score);
    this.refId = refId;
    this.appliedWeight = score.AppliedWeight ?? null;
  }
}

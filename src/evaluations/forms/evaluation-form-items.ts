import type {
  AutomaticFailConfiguration,
  EvaluationFormItem,
  EvaluationFormMultiSelectQuestionProperties,
  EvaluationFormNumericQuestionOption,
  EvaluationFormNumericQuestionProperties,
  EvaluationFormQuestion,
  EvaluationFormSection,
  EvaluationFormSingleSelectQuestionOption,
  EvaluationFormSingleSelectQuestionProperties,
} from '@aws-sdk/client-connect';
import { createUnionType, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { openEnum } from '../../graph/types/open-enum.js';
import { ConnectEvaluationQuestionType } from '../evaluation-enums.js';
import { ConnectEvaluationEnablement } from './evaluation-enablement.js';

// The types follow Connect's structures, with two exceptions. Connect's unions become GraphQL unions. The configuration
// of automated answers is left out, since only designers of forms need it.

@ObjectType({ description: 'Section of an evaluation form, with its questions and subsections.' })
export class ConnectEvaluationFormSection {
  @Field(() => ID, { nullable: true, description: 'Reference id of the section within the form.' })
  readonly refId: string | null;

  @Field(() => String, { nullable: true, description: 'Title of the section.' })
  readonly title: string | null;

  @Field(() => String, { nullable: true, description: 'Instructions for evaluators. Null if there are none.' })
  readonly instructions: string | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Weight of the section in the score, in percent. Null if it has no weight.',
  })
  readonly weight: number | null;

  @Field(() => [ConnectEvaluationFormItem], {
    nullable: true,
    description: 'Questions and subsections of the section, in order.',
  })
  readonly items: (typeof ConnectEvaluationFormItem)[];

  constructor({ RefId, Title, Instructions, Weight, Items }: EvaluationFormSection) {
    this.refId = RefId ?? null;
    this.title = Title ?? null;
    this.instructions = Instructions ?? null;
    this.weight = Weight ?? null;
    this.items = formItems(Items);
  }
}

@ObjectType({ description: 'Range of numeric answers that give the same score.' })
export class ConnectEvaluationNumericRange {
  @Field(() => Int, { nullable: true, description: 'Lowest answer of the range.' })
  readonly minValue: number | null;

  @Field(() => Int, { nullable: true, description: 'Highest answer of the range.' })
  readonly maxValue: number | null;

  @Field(() => Int, { nullable: true, description: 'Points for answers in the range. Null if they give no points.' })
  readonly score: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether an answer in the range makes the whole evaluation, or a section, fail.',
  })
  readonly automaticFail: boolean | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Reference id of the section that an automatic fail applies to. Null if it applies to the whole evaluation.',
  })
  readonly failedSectionRefId: string | null;

  constructor(option: EvaluationFormNumericQuestionOption) {
    this.minValue = option.MinValue ?? null;
    this.maxValue = option.MaxValue ?? null;
    this.score = option.Score ?? null;
    this.automaticFail = option.AutomaticFail ?? null;
    this.failedSectionRefId = failedSection(option);
  }
}

@ObjectType({ description: 'Option of a single-select or multi-select question.' })
export class ConnectEvaluationOption {
  @Field(() => ID, { nullable: true, description: 'Reference id that answers use to choose the option.' })
  readonly refId: string | null;

  @Field(() => String, { nullable: true, description: 'Text of the option.' })
  readonly text: string | null;

  @Field(() => Int, { nullable: true, description: 'Points for the option. Null if it gives no points.' })
  readonly score: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the option makes the whole evaluation, or a section, fail.',
  })
  readonly automaticFail: boolean | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Reference id of the section that an automatic fail applies to. Null if it applies to the whole evaluation.',
  })
  readonly failedSectionRefId: string | null;

  constructor(option: Partial<EvaluationFormSingleSelectQuestionOption>) {
    this.refId = option.RefId ?? null;
    this.text = option.Text ?? null;
    this.score = option.Score ?? null;
    this.automaticFail = option.AutomaticFail ?? null;
    this.failedSectionRefId = failedSection(option);
  }
}

const failedSection = (option: { AutomaticFailConfiguration?: AutomaticFailConfiguration | undefined }) =>
  option.AutomaticFailConfiguration?.TargetSection ?? null;

@ObjectType({ description: 'Properties of a numeric question.' })
export class ConnectEvaluationNumericProperties {
  @Field(() => Int, { nullable: true, description: 'Lowest allowed answer.' })
  readonly minValue: number | null;

  @Field(() => Int, { nullable: true, description: 'Highest allowed answer.' })
  readonly maxValue: number | null;

  @Field(() => [ConnectEvaluationNumericRange], {
    nullable: true,
    description: 'Ranges of answers, with their scores.',
  })
  readonly ranges: ConnectEvaluationNumericRange[];

  constructor({ MinValue, MaxValue, Options }: EvaluationFormNumericQuestionProperties) {
    this.minValue = MinValue ?? null;
    this.maxValue = MaxValue ?? null;
    this.ranges = (Options ?? []).map((option) => new ConnectEvaluationNumericRange(option));
  }
}

@ObjectType({ description: 'Properties of a single-select or multi-select question.' })
export class ConnectEvaluationSelectProperties {
  @Field(() => [ConnectEvaluationOption], { nullable: true, description: 'Options of the question, in order.' })
  readonly options: ConnectEvaluationOption[];

  @Field(() => String, {
    nullable: true,
    description: 'Display of the options, as returned by Connect: DROPDOWN, RADIO or CHECKBOX.',
  })
  readonly displayAs: string | null;

  constructor({
    Options,
    DisplayAs,
  }: EvaluationFormSingleSelectQuestionProperties | EvaluationFormMultiSelectQuestionProperties) {
    this.options = (Options ?? []).map((option) => new ConnectEvaluationOption(option));
    this.displayAs = DisplayAs ?? null;
  }
}

export const ConnectEvaluationQuestionProperties = createUnionType({
  name: 'ConnectEvaluationQuestionProperties',
  description: 'Properties of a question, depending on its type.',
  types: () => [ConnectEvaluationNumericProperties, ConnectEvaluationSelectProperties] as const,
});

@ObjectType({ description: 'Question of an evaluation form.' })
export class ConnectEvaluationFormQuestion {
  @Field(() => ID, {
    nullable: true,
    description: 'Reference id of the question. Answers, notes and scores use it.',
  })
  readonly refId: string | null;

  @Field(() => String, { nullable: true, description: 'Title of the question.' })
  readonly title: string | null;

  @Field(() => String, { nullable: true, description: 'Instructions for evaluators. Null if there are none.' })
  readonly instructions: string | null;

  @Field(() => ConnectEvaluationQuestionType, { nullable: true, description: 'Type of the question.' })
  readonly type: ConnectEvaluationQuestionType | null;

  @Field(() => String, { nullable: true, description: 'Type as returned by Connect.' })
  readonly typeRaw: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the question can be answered as not applicable.' })
  readonly notApplicableAllowed: boolean | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Weight of the question in the score, in percent. Null if it has no weight.',
  })
  readonly weight: number | null;

  @Field(() => ConnectEvaluationQuestionProperties, {
    nullable: true,
    description: 'Properties that depend on the type of the question. Null for text and date-time questions.',
  })
  readonly properties: typeof ConnectEvaluationQuestionProperties | null;

  @Field(() => ConnectEvaluationEnablement, {
    nullable: true,
    description:
      'Rule that enables or disables the question, depending on other answers. Null if the question is always asked.',
  })
  readonly enablement: ConnectEvaluationEnablement | null;

  constructor(question: EvaluationFormQuestion) {
    this.refId = question.RefId ?? null;
    this.title = question.Title ?? null;
    this.instructions = question.Instructions ?? null;
    this.type = openEnum(ConnectEvaluationQuestionType, question.QuestionType);
    this.typeRaw = question.QuestionType ?? null;
    this.notApplicableAllowed = question.NotApplicableEnabled ?? null;
    this.weight = question.Weight ?? null;
    this.properties = propertiesOf(question);
    this.enablement = question.Enablement ? new ConnectEvaluationEnablement(question.Enablement) : null;
  }
}

function propertiesOf({ QuestionTypeProperties: properties }: EvaluationFormQuestion) {
  const { Numeric, SingleSelect, MultiSelect } = properties ?? {};
  if (Numeric) return new ConnectEvaluationNumericProperties(Numeric);
  const select = SingleSelect ?? MultiSelect;
  return select ? new ConnectEvaluationSelectProperties(select) : null;
}

export const ConnectEvaluationFormItem = createUnionType({
  name: 'ConnectEvaluationFormItem',
  description: 'Part of an evaluation form: a section or a question.',
  types: () => [ConnectEvaluationFormSection, ConnectEvaluationFormQuestion] as const,
});

/** Converts the items of a form or a section, in order. */
export function formItems(items: readonly EvaluationFormItem[] | undefined): (typeof ConnectEvaluationFormItem)[] {
  return (items ?? []).flatMap(({ Section, Question }): (typeof ConnectEvaluationFormItem)[] => {
    if (Section) return [new ConnectEvaluationFormSection(Section)];
    return Question ? [new ConnectEvaluationFormQuestion(Question)] : [];
  });
}

/** Returns all questions of the items and their subsections. */
export function questionsOf(items: readonly EvaluationFormItem[] | undefined): EvaluationFormQuestion[] {
  return (items ?? []).flatMap(({ Section, Question }) => (Question ? [Question] : questionsOf(Section?.Items)));
}

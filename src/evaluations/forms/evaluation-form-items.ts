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
// of
// automated answers is left out, since only designers of forms need it.

@ObjectType({ description: 'A section of an evaluation form, with its questions and subsections.' })
export class ConnectEvaluationFormSection {
  @Field(() => ID, { nullable: true, description: 'By what it is referred to within the form.' })
  readonly refId: string | null;

  @Field(() => String, { nullable: true, description: 'Its title.' })
  readonly title: string | null;

  @Field(() => String, { nullable: true, description: 'Instructions for evaluators; null when there are none.' })
  readonly instructions: string | null;

  @Field(() => Float, { nullable: true, description: 'Its weight in the score, in percent; null when it has none.' })
  readonly weight: number | null;

  @Field(() => [ConnectEvaluationFormItem], {
    nullable: true,
    description: 'Its questions and subsections, in their order.',
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

@ObjectType({ description: 'Values of a number that give the same score.' })
export class ConnectEvaluationNumericRange {
  @Field(() => Int, { nullable: true, description: 'The least of them.' })
  readonly minValue: number | null;

  @Field(() => Int, { nullable: true, description: 'The greatest of them.' })
  readonly maxValue: number | null;

  @Field(() => Int, { nullable: true, description: 'Points that they give; null when they give none.' })
  readonly score: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether they make the whole evaluation, or a section, fail.' })
  readonly automaticFail: boolean | null;

  @Field(() => ID, { nullable: true, description: 'The section that fails then; null for the whole evaluation.' })
  readonly failedSectionRefId: string | null;

  constructor(option: EvaluationFormNumericQuestionOption) {
    this.minValue = option.MinValue ?? null;
    this.maxValue = option.MaxValue ?? null;
    this.score = option.Score ?? null;
    this.automaticFail = option.AutomaticFail ?? null;
    this.failedSectionRefId = failedSection(option);
  }
}

@ObjectType({ description: 'An option to choose.' })
export class ConnectEvaluationOption {
  @Field(() => ID, { nullable: true, description: 'Reference id by which an answer chooses it.' })
  readonly refId: string | null;

  @Field(() => String, { nullable: true, description: 'How it is shown.' })
  readonly text: string | null;

  @Field(() => Int, { nullable: true, description: 'Points that it gives; null when it gives none.' })
  readonly score: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it makes the whole evaluation, or a section, fail.' })
  readonly automaticFail: boolean | null;

  @Field(() => ID, { nullable: true, description: 'The section that fails then; null for the whole evaluation.' })
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
  @Field(() => Int, { nullable: true, description: 'The least that may be answered.' })
  readonly minValue: number | null;

  @Field(() => Int, { nullable: true, description: 'The greatest that may be answered.' })
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

@ObjectType({ description: 'Options of a single or multiple choice.' })
export class ConnectEvaluationSelectProperties {
  @Field(() => [ConnectEvaluationOption], { nullable: true, description: 'The options, in their order.' })
  readonly options: ConnectEvaluationOption[];

  @Field(() => String, {
    nullable: true,
    description: 'How to show them, in the words of Connect: DROPDOWN, RADIO or CHECKBOX.',
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
  description: "Properties of a question's type.",
  types: () => [ConnectEvaluationNumericProperties, ConnectEvaluationSelectProperties] as const,
});

@ObjectType({ description: 'A question of an evaluation form.' })
export class ConnectEvaluationFormQuestion {
  @Field(() => ID, { nullable: true, description: 'By what answers, notes and scores refer to it.' })
  readonly refId: string | null;

  @Field(() => String, { nullable: true, description: 'Title of the question.' })
  readonly title: string | null;

  @Field(() => String, { nullable: true, description: 'Instructions for evaluators; null when there are none.' })
  readonly instructions: string | null;

  @Field(() => ConnectEvaluationQuestionType, { nullable: true, description: 'How it is answered.' })
  readonly type: ConnectEvaluationQuestionType | null;

  @Field(() => String, { nullable: true, description: 'The type as Connect sent it.' })
  readonly typeRaw: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the answer may be that it does not apply.' })
  readonly notApplicableAllowed: boolean | null;

  @Field(() => Float, { nullable: true, description: 'Its weight in the score, in percent; null when it has none.' })
  readonly weight: number | null;

  @Field(() => ConnectEvaluationQuestionProperties, {
    nullable: true,
    description: "Properties of the question's type; null for texts and moments in time.",
  })
  readonly properties: typeof ConnectEvaluationQuestionProperties | null;

  @Field(() => ConnectEvaluationEnablement, {
    nullable: true,
    description: 'On which other answers it depends whether it is asked; null when it always is.',
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
  description: 'A part of an evaluation form.',
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

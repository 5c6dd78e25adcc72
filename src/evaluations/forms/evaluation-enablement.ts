import type {
  EvaluationFormItemEnablementCondition,
  EvaluationFormItemEnablementConditionOperand,
  EvaluationFormItemEnablementConfiguration,
  EvaluationFormItemEnablementExpression,
} from '@aws-sdk/client-connect';
import { createUnionType, Field, ID, ObjectType } from 'type-graphql';

@ObjectType({
  description: "Condition that compares another question's answer with the given options.",
})
export class ConnectEvaluationExpression {
  @Field(() => ID, { nullable: true, description: 'Reference id of the other question.' })
  readonly questionRefId: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Comparison as returned by Connect: IN, NOT_IN, ALL_IN or EXACT.',
  })
  readonly comparator: string | null;

  @Field(() => [ID], { nullable: true, description: 'Reference ids of the options.' })
  readonly optionRefIds: string[];

  constructor({ Source, Comparator, Values }: EvaluationFormItemEnablementExpression) {
    this.questionRefId = Source?.RefId ?? null;
    this.comparator = Comparator ?? null;
    this.optionRefIds = (Values ?? []).flatMap(({ RefId }) => RefId ?? []);
  }
}

@ObjectType({ description: 'Condition of several parts.' })
export class ConnectEvaluationCondition {
  @Field(() => String, {
    nullable: true,
    description: 'Operator: OR if at least one part must hold, AND if all parts must hold.',
  })
  readonly operator: string | null;

  @Field(() => [ConnectEvaluationConditionPart], { nullable: true, description: 'Parts of the condition.' })
  readonly parts: (typeof ConnectEvaluationConditionPart)[];

  constructor({ Operator, Operands }: EvaluationFormItemEnablementCondition) {
    this.operator = Operator ?? null;
    this.parts = (Operands ?? []).flatMap(partOf);
  }
}

export const ConnectEvaluationConditionPart = createUnionType({
  name: 'ConnectEvaluationConditionPart',
  description: 'Part of a condition: an expression about one answer, or a nested condition.',
  types: () => [ConnectEvaluationExpression, ConnectEvaluationCondition] as const,
});

function partOf({
  Expression,
  Condition,
}: Partial<EvaluationFormItemEnablementConditionOperand>): (typeof ConnectEvaluationConditionPart)[] {
  if (Expression) return [new ConnectEvaluationExpression(Expression)];
  return Condition ? [new ConnectEvaluationCondition(Condition)] : [];
}

@ObjectType({ description: 'Rule that enables or disables a question, depending on the answers to other questions.' })
export class ConnectEvaluationEnablement {
  @Field(() => String, {
    nullable: true,
    description: 'Action on the question if the condition holds, as returned by Connect: ENABLE or DISABLE.',
  })
  readonly action: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Action on the question if the condition does not hold, as returned by Connect: ENABLE or DISABLE.',
  })
  readonly defaultAction: string | null;

  @Field(() => ConnectEvaluationCondition, { nullable: true, description: 'Condition of the rule.' })
  readonly condition: ConnectEvaluationCondition | null;

  constructor({ Action, DefaultAction, Condition }: EvaluationFormItemEnablementConfiguration) {
    this.action = Action ?? null;
    this.defaultAction = DefaultAction ?? null;
    this.condition = Condition ? new ConnectEvaluationCondition(Condition) : null;
  }
}

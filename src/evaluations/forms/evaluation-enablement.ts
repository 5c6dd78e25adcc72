import type {
  EvaluationFormItemEnablementCondition,
  EvaluationFormItemEnablementConditionOperand,
  EvaluationFormItemEnablementConfiguration,
  EvaluationFormItemEnablementExpression,
} from '@aws-sdk/client-connect';
import { createUnionType, Field, ID, ObjectType } from 'type-graphql';

@ObjectType({ description: 'That the answer to another question is one of some options, or is not.' })
export class ConnectEvaluationExpression {
  @Field(() => ID, { nullable: true, description: 'The other question.' })
  readonly questionRefId: string | null;

  @Field(() => String, { nullable: true, description: 'IN, NOT_IN, ALL_IN or EXACT, in the words of Connect.' })
  readonly comparator: string | null;

  @Field(() => [ID], { nullable: true, description: 'The options.' })
  readonly optionRefIds: string[];

  constructor({ Source, Comparator, Values }: EvaluationFormItemEnablementExpression) {
    this.questionRefId = Source?.RefId ?? null;
    this.comparator = Comparator ?? null;
    this.optionRefIds = (Values ?? []).flatMap(({ RefId }) => RefId ?? []);
  }
}

@ObjectType({ description: 'A condition of several parts.' })
export class ConnectEvaluationCondition {
  @Field(() => String, { nullable: true, description: 'Whether any part must hold, OR, or all, AND.' })
  readonly operator: string | null;

  @Field(() => [ConnectEvaluationConditionPart], { nullable: true, description: 'Its parts.' })
  readonly parts: (typeof ConnectEvaluationConditionPart)[];

  constructor({ Operator, Operands }: EvaluationFormItemEnablementCondition) {
    this.operator = Operator ?? null;
    this.parts = (Operands ?? []).flatMap(partOf);
  }
}

export const ConnectEvaluationConditionPart = createUnionType({
  name: 'ConnectEvaluationConditionPart',
  description: 'A part of a condition: about one answer, or a condition itself.',
  types: () => [ConnectEvaluationExpression, ConnectEvaluationCondition] as const,
});

function partOf({
  Expression,
  Condition,
}: Partial<EvaluationFormItemEnablementConditionOperand>): (typeof ConnectEvaluationConditionPart)[] {
  if (Expression) return [new ConnectEvaluationExpression(Expression)];
  return Condition ? [new ConnectEvaluationCondition(Condition)] : [];
}

@ObjectType({ description: 'When a question is asked, by the answers to others.' })
export class ConnectEvaluationEnablement {
  @Field(() => String, {
    nullable: true,
    description: 'Action on the question where the condition holds, in the words of Connect: ENABLE or DISABLE.',
  })
  readonly action: string | null;

  @Field(() => String, { nullable: true, description: 'Action where the condition does not hold: ENABLE or DISABLE.' })
  readonly defaultAction: string | null;

  @Field(() => ConnectEvaluationCondition, { nullable: true, description: 'The condition.' })
  readonly condition: ConnectEvaluationCondition | null;

  constructor({ Action, DefaultAction, Condition }: EvaluationFormItemEnablementConfiguration) {
    this.action = Action ?? null;
    this.defaultAction = DefaultAction ?? null;
    this.condition = Condition ? new ConnectEvaluationCondition(Condition) : null;
  }
}

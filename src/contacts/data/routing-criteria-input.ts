import type { AttributeCondition, Expression, RoutingCriteriaInputStep } from '@aws-sdk/client-connect';
import { Directive, Field, Float, ID, InputType, Int } from 'type-graphql';
import type { IdResolver } from '../../connect/inputs/id-resolver.js';
import { ConnectInputViolation } from '../../errors/input-violation.js';
import { oneOf } from '../../graph/build/one-of.js';
import { own } from '../../lib/own.js';
import { isTooDeep } from '../inputs/contact-input.js';

@InputType({ description: 'Proficiency that an agent must have.' })
export class ConnectProficiencyConditionInput {
  @Field({ description: 'Name of a predefined attribute, 1 to 100 characters.' })
  name!: string;

  @Field({ description: 'Value of the attribute, 1 to 128 characters.' })
  value!: string;

  @Field(() => Float, { description: 'Minimum proficiency level, 1 to 5.' })
  minLevel!: number;

  @Field(() => Float, { nullable: true, description: 'Maximum proficiency level, 1 to 5. Defaults to no maximum.' })
  maxLevel?: number | null;
}

@Directive(oneOf)
@InputType({ description: 'Condition on an agent. Exactly one field must be given.' })
export class ConnectRoutingConditionInput {
  @Field(() => ConnectProficiencyConditionInput, {
    nullable: true,
    description: 'Proficiency that the agent must have.',
  })
  proficiency?: ConnectProficiencyConditionInput;

  @Field(() => [ID], { nullable: true, description: 'Ids or ARNs of users. The agent must be one of them.' })
  userIds?: string[];
}

@Directive(oneOf)
@InputType({
  description:
    'Expression that selects the agents for a contact. Exactly one field must be given. Expressions nest at most 10 levels deep.',
})
export class ConnectRoutingExpressionInput {
  @Field(() => ConnectRoutingConditionInput, {
    nullable: true,
    description: 'Selects the agents who meet this condition.',
  })
  condition?: ConnectRoutingConditionInput;

  @Field(() => ConnectRoutingConditionInput, {
    nullable: true,
    description: 'Selects the agents who do not meet this condition.',
  })
  notCondition?: ConnectRoutingConditionInput;

  @Field(() => [ConnectRoutingExpressionInput], {
    nullable: true,
    description: 'Selects the agents who match all of these expressions.',
  })
  and?: ConnectRoutingExpressionInput[];

  @Field(() => [ConnectRoutingExpressionInput], {
    nullable: true,
    description: 'Selects the agents who match at least one of these expressions.',
  })
  or?: ConnectRoutingExpressionInput[];
}

@InputType({ description: 'Step of routing criteria: a period in which only some agents can receive the contact.' })
export class ConnectRoutingStepInput {
  @Field(() => ConnectRoutingExpressionInput, { description: 'Agents who can receive the contact during this step.' })
  expression!: ConnectRoutingExpressionInput;

  @Field(() => Int, {
    nullable: true,
    description:
      'Duration of the step in seconds, at least 1. When the step ends, the next step begins; after the last step, any agent can receive the contact. Without a duration, the step has no end.',
  })
  durationSeconds?: number | null;
}

/** Converts `routingSteps` to Connect's input. */
export function routingStepsOf(steps: readonly ConnectRoutingStepInput[], ids: IdResolver): RoutingCriteriaInputStep[] {
  const violated = (path: string, message: string) =>
    ids.violations.push(new ConnectInputViolation(path.split('.'), message));
  if (steps.length === 0) violated('routingSteps', 'must have at least one step.');
  return steps.map(({ expression, durationSeconds }, index) => {
    const path = `routingSteps.${index}`;
    const Expression = expressionOf(expression, `${path}.expression`, ids);
    if (durationSeconds === null || durationSeconds === undefined) return { Expression };
    if (durationSeconds < 1) violated(`${path}.durationSeconds`, `must be at least 1, not ${durationSeconds}.`);
    return { Expression, Expiry: { DurationInSeconds: durationSeconds } };
  });
}

function expressionOf(input: ConnectRoutingExpressionInput, path: string, ids: IdResolver, level = 1): Expression {
  if (isTooDeep(level, path, ids)) return {};
  const { condition, notCondition, and, or } = input;
  const all = (expressions: readonly ConnectRoutingExpressionInput[] | undefined, field: string) =>
    expressions?.map((expression, index) => expressionOf(expression, `${path}.${field}.${index}`, ids, level + 1));
  return {
    AttributeCondition: condition && conditionOf(condition, `${path}.condition`, ids),
    NotAttributeCondition: notCondition && conditionOf(notCondition, `${path}.notCondition`, ids),
    AndExpression: all(and, 'and'),
    OrExpression: all(or, 'or'),
  };
}

/** Converts a condition. Its operators are those of Connect's contact records, since the service model lists none. */
function conditionOf(input: ConnectRoutingConditionInput, path: string, ids: IdResolver): AttributeCondition {
  const { proficiency, userIds } = input;
  if (!proficiency) {
    const AgentIds = userIds?.map((id, index) => ids.referencedUser(`${path}.userIds.${index}`, id));
    return { MatchCriteria: { AgentsCriteria: { AgentIds } }, ComparisonOperator: 'Match' };
  }
  const { name: Name, value: Value, minLevel, maxLevel } = proficiency;
  if (maxLevel === null || maxLevel === undefined) {
    return { Name, Value, ProficiencyLevel: minLevel, ComparisonOperator: 'NumberGreaterOrEqualTo' };
  }
  const Range = { MinProficiencyLevel: minLevel, MaxProficiencyLevel: maxLevel };
  return { Name, Value, Range, ComparisonOperator: 'Range' };
}

/** Input fields by member of Connect's routing criteria. */
const fieldsOfMembers: Readonly<Record<string, readonly string[]>> = {
  steps: ['routingSteps'],
  expiry: [],
  durationInSeconds: ['durationSeconds'],
  andExpression: ['and'],
  orExpression: ['or'],
  attributeCondition: ['condition'],
  notAttributeCondition: ['notCondition'],
  name: ['proficiency', 'name'],
  value: ['proficiency', 'value'],
  proficiencyLevel: ['proficiency', 'minLevel'],
  range: ['proficiency'],
  minProficiencyLevel: ['minLevel'],
  maxProficiencyLevel: ['maxLevel'],
  matchCriteria: [],
  agentsCriteria: [],
  agentIds: ['userIds'],
};

/** Maps the path of a violation below RoutingCriteria to the input. */
export function routingStepsPath(below: readonly string[]): string[] {
  return below.flatMap((member) => own(fieldsOfMembers, member) ?? [member]);
}

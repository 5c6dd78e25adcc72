import type {
  AttributeCondition,
  Expiry,
  Expression,
  MatchCriteria,
  Range,
  RoutingCriteria,
  Step,
} from '@aws-sdk/client-connect';
import { Float, ID, Int, ObjectType } from 'type-graphql';
import { Member } from '../../graph/member.js';
import { DateTime } from '../../graph/types/scalars.js';

@ObjectType({ description: 'Range of proficiency levels that an agent must have.' })
export class ConnectProficiencyRange implements Range {
  @Member('min', () => Float, 'Minimum level, 1 to 5.')
  MinProficiencyLevel?: number;

  @Member('max', () => Float, 'Maximum level, 1 to 5.')
  MaxProficiencyLevel?: number;
}

@ObjectType({ description: 'Condition on one predefined attribute of an agent.' })
export class ConnectRoutingAttributeCondition implements Omit<AttributeCondition, 'MatchCriteria'> {
  @Member('name', () => String, 'Name of the predefined attribute.')
  Name?: string;

  @Member('value', () => String, 'Value of the attribute that the agent must have.')
  Value?: string;

  @Member('proficiencyLevel', () => Float, 'Proficiency level for the comparison, 1 to 5.')
  ProficiencyLevel?: number;

  @Member(
    'proficiencyRange',
    () => ConnectProficiencyRange,
    'Range of proficiency levels. Null if the condition has a single level.',
  )
  Range?: Range;

  @Member('comparison', () => String, 'Operator that compares the level, as returned by Connect.')
  ComparisonOperator?: string;

  @Member(
    'userMatch',
    () => ConnectRoutingUserMatch,
    'Specific agents that the condition requires. Null if the condition requires an attribute.',
  )
  MatchCriteria?: MatchCriteria;
}

@ObjectType({ description: 'List of specific agents.' })
export class ConnectRoutingUsers {
  @Member('userIds', () => [ID], 'Ids of the users (agents).')
  AgentIds?: string[];
}

@ObjectType({ description: 'Specific agents that a routing step requires.' })
export class ConnectRoutingUserMatch implements MatchCriteria {
  @Member('users', () => ConnectRoutingUsers, 'Agents that the routing step requires.')
  AgentsCriteria?: ConnectRoutingUsers;
}

@ObjectType({ description: 'Condition on an agent. One field is set; the others are null.' })
export class ConnectRoutingExpression implements Expression {
  @Member('attribute', () => ConnectRoutingAttributeCondition, 'Condition that must hold.')
  AttributeCondition?: AttributeCondition;

  @Member('notAttribute', () => ConnectRoutingAttributeCondition, 'Condition that must not hold.')
  NotAttributeCondition?: AttributeCondition;

  @Member('all', () => [ConnectRoutingExpression], 'Conditions that must all hold.')
  AndExpression?: Expression[];

  @Member('any', () => [ConnectRoutingExpression], 'Conditions, at least one of which must hold.')
  OrExpression?: Expression[];
}

@ObjectType({ description: 'Expiry of a step of the routing criteria.' })
export class ConnectRoutingExpiry implements Expiry {
  @Member('durationSeconds', () => Int, 'Seconds from the activation of the step until it expires.')
  DurationInSeconds?: number;

  @Member('expiresAt', () => DateTime, 'Time when the step expires. Null before the step is active.')
  ExpiryTimestamp?: Date;
}

@ObjectType({ description: 'Step of the routing criteria.' })
export class ConnectRoutingStep implements Step {
  @Member('status', () => String, 'Status of the step, as returned by Connect.')
  Status?: Step['Status'];

  @Member('expiry', () => ConnectRoutingExpiry, 'Expiry of the step. Null if the step lasts until an agent is found.')
  Expiry?: Expiry;

  @Member('expression', () => ConnectRoutingExpression, 'Condition that an agent must meet.')
  Expression?: Expression;
}

@ObjectType({ description: 'Agents who can receive a contact, step by step until an agent is found.' })
export class ConnectRoutingCriteria implements RoutingCriteria {
  @Member('steps', () => [ConnectRoutingStep], 'Steps in the order in which they apply.')
  Steps?: Step[];

  @Member('activatedAt', () => DateTime, 'Time when the contact entered a queue and the criteria became active.')
  ActivationTimestamp?: Date;

  @Member('index', () => Int, 'Index of this set of criteria among the sets of the contact.')
  Index?: number;
}

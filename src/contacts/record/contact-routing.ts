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

@ObjectType({ description: 'How proficient a user has to be, from and to.' })
export class ConnectProficiencyRange implements Range {
  @Member('min', () => Float, 'At least, 1 to 5.')
  MinProficiencyLevel?: number;

  @Member('max', () => Float, 'At most, 1 to 5.')
  MaxProficiencyLevel?: number;
}

@ObjectType({ description: 'Condition on one predefined attribute of a user.' })
export class ConnectRoutingAttributeCondition implements Omit<AttributeCondition, 'MatchCriteria'> {
  @Member('name', () => String, 'The predefined attribute.')
  Name?: string;

  @Member('value', () => String, 'The value that the user has to have of it.')
  Value?: string;

  @Member('proficiencyLevel', () => Float, 'How proficient the user has to be in it, 1 to 5.')
  ProficiencyLevel?: number;

  @Member('proficiencyRange', () => ConnectProficiencyRange, 'The same as a range; null when it is a level.')
  Range?: Range;

  @Member('comparison', () => String, 'How the level is compared, in the words of Connect.')
  ComparisonOperator?: string;

  @Member('userMatch', () => ConnectRoutingUserMatch, 'The users themselves who are wanted; null when an attribute is.')
  MatchCriteria?: MatchCriteria;
}

@ObjectType({ description: 'Users who are wanted by name.' })
export class ConnectRoutingUsers {
  @Member('userIds', () => [ID], 'Their ids.')
  AgentIds?: string[];
}

@ObjectType({ description: 'Users whom a routing step names.' })
export class ConnectRoutingUserMatch implements MatchCriteria {
  @Member('users', () => ConnectRoutingUsers, 'The users.')
  AgentsCriteria?: ConnectRoutingUsers;
}

@ObjectType({ description: 'Condition on a user; one of its fields is set, the others are null.' })
export class ConnectRoutingExpression implements Expression {
  @Member('attribute', () => ConnectRoutingAttributeCondition, 'This condition holds.')
  AttributeCondition?: AttributeCondition;

  @Member('notAttribute', () => ConnectRoutingAttributeCondition, 'This condition does not hold.')
  NotAttributeCondition?: AttributeCondition;

  @Member('all', () => [ConnectRoutingExpression], 'All of these hold.')
  AndExpression?: Expression[];

  @Member('any', () => [ConnectRoutingExpression], 'One of these holds.')
  OrExpression?: Expression[];
}

@ObjectType({ description: 'Until when a step of the routing criteria holds.' })
export class ConnectRoutingExpiry implements Expiry {
  @Member('durationSeconds', () => Int, 'Seconds from when it becomes active.')
  DurationInSeconds?: number;

  @Member('expiresAt', () => DateTime, 'The moment itself; null before it is active.')
  ExpiryTimestamp?: Date;
}

@ObjectType({ description: 'A step of the routing criteria.' })
export class ConnectRoutingStep implements Step {
  @Member('status', () => String, 'Where it stands, in the words of Connect.')
  Status?: Step['Status'];

  @Member('expiry', () => ConnectRoutingExpiry, 'Until when it holds; null when until a user is found.')
  Expiry?: Expiry;

  @Member('expression', () => ConnectRoutingExpression, 'Condition on a user.')
  Expression?: Expression;
}

@ObjectType({ description: 'Which users a contact is for, step by step while none is found.' })
export class ConnectRoutingCriteria implements RoutingCriteria {
  @Member('steps', () => [ConnectRoutingStep], 'In the order in which they hold.')
  Steps?: Step[];

  @Member('activatedAt', () => DateTime, 'When they became active, as the contact entered a queue.')
  ActivationTimestamp?: Date;

  @Member('index', () => Int, 'Which set of criteria of the contact it is.')
  Index?: number;
}

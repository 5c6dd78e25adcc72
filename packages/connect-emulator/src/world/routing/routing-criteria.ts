import type { AttributeCondition, Expression, RoutingCriteriaStepStatus } from '@aws-sdk/client-connect';
import type { Contact, RoutingCriteria, Time, User } from '../entities.js';

/** When each step is over, in turn; the last ones have no end where a step before them lasts for ever. */
export function stepEnds({ steps, activatedAt }: RoutingCriteria): readonly Time[] {
  let end = activatedAt ?? Infinity;
  return steps.map(({ durationSeconds = Infinity }) => {
    end += durationSeconds * 1000;
    return end;
  });
}

/** The step that holds at a time; undefined before the criteria are active and when all steps are exhausted. */
function stepAt(criteria: RoutingCriteria, at: Time): number | undefined {
  if (criteria.activatedAt === undefined) return undefined;
  const step = stepEnds(criteria).findIndex((end) => at < end);
  return step < 0 ? undefined : step;
}

/** What a waiting contact asks of its agent at a time; undefined when that may be anybody. */
export function activeExpression(criteria: RoutingCriteria | undefined, at: Time): Expression | undefined {
  const step = criteria && stepAt(criteria, at);
  return step === undefined ? undefined : criteria?.steps[step]?.expression;
}

/** Whether an agent meets what the contact asks for at a time. */
export function mayTake(user: User, criteria: RoutingCriteria | undefined, at: Time): boolean {
  const expression = activeExpression(criteria, at);
  return expression === undefined || meets(user, expression);
}

/** How each step stands: its time is frozen once an agent has the contact or the contact has ended. */
export function stepStates(contact: Contact, now: Time): readonly RoutingCriteriaStepStatus[] {
  const { routingCriteria: criteria, connectedToAgentAt, endedAt } = contact;
  if (!criteria) return [];
  const at = connectedToAgentAt ?? endedAt ?? now;
  const current = stepAt(criteria, at);
  return criteria.steps.map((_, step) => {
    if (criteria.activatedAt === undefined) return 'INACTIVE';
    if (current === undefined || step < current) return 'EXPIRED';
    if (step > current) return 'INACTIVE';
    return connectedToAgentAt === undefined ? 'ACTIVE' : 'JOINED';
  });
}

/** Whether an agent meets a step's expression. */
export function meets(user: User, expression: Expression): boolean {
  const { AttributeCondition, NotAttributeCondition, AndExpression, OrExpression } = expression;
  if (AttributeCondition) return meetsCondition(user, AttributeCondition);
  if (NotAttributeCondition) return !meetsCondition(user, NotAttributeCondition);
  if (AndExpression) return AndExpression.every((each) => meets(user, each));
  return OrExpression?.some((each) => meets(user, each)) ?? true;
}

/** A condition names preferred agents, or a proficiency with the level or the range of levels that it takes. */
function meetsCondition(
  user: User,
  { MatchCriteria, Name, Value, ProficiencyLevel, Range }: AttributeCondition,
): boolean {
  const agentIds = MatchCriteria?.AgentsCriteria?.AgentIds;
  if (agentIds) return agentIds.some((id) => id === user.id || id === user.arn);
  const least = Range?.MinProficiencyLevel ?? ProficiencyLevel ?? 0;
  const most = Range?.MaxProficiencyLevel ?? Infinity;
  return user.proficiencies.some(
    ({ name, value, level }) => name === Name && value === Value && level >= least && level <= most,
  );
}

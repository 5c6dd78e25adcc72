import type { AttributeCondition, Expression, RoutingCriteriaStepStatus } from '@aws-sdk/client-connect';
import type { Contact, RoutingCriteria, Time, User } from '../entities.js';

/** Returns the end of each step: Infinity before the activation, and from the first unlimited step on. */
export function stepEnds({ steps, activatedAt }: RoutingCriteria): readonly Time[] {
  let end = activatedAt ?? Infinity;
  return steps.map(({ durationSeconds = Infinity }) => {
    end += durationSeconds * 1000;
    return end;
  });
}

/** Returns the index of the active step at a time, or undefined before the activation and after the last step. */
function stepAt(criteria: RoutingCriteria, at: Time): number | undefined {
  if (criteria.activatedAt === undefined) return undefined;
  const step = stepEnds(criteria).findIndex((end) => at < end);
  return step < 0 ? undefined : step;
}

/** Returns the requirement on agents at a time, or undefined when any agent is accepted. */
export function activeExpression(criteria: RoutingCriteria | undefined, at: Time): Expression | undefined {
  const step = criteria && stepAt(criteria, at);
  return step === undefined ? undefined : criteria?.steps[step]?.expression;
}

/** Whether an agent meets the active step at a time. */
export function meetsActiveStep(user: User, criteria: RoutingCriteria | undefined, at: Time): boolean {
  const expression = activeExpression(criteria, at);
  return expression === undefined || meets(user, expression);
}

/** Returns the status of each step. The status does not change after an agent is connected or the contact has ended. */
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

/** Whether an agent meets the expression of a step. */
export function meets(user: User, expression: Expression): boolean {
  const { AttributeCondition, NotAttributeCondition, AndExpression, OrExpression } = expression;
  if (AttributeCondition) return meetsCondition(user, AttributeCondition);
  if (NotAttributeCondition) return !meetsCondition(user, NotAttributeCondition);
  if (AndExpression) return AndExpression.every((each) => meets(user, each));
  return OrExpression?.some((each) => meets(user, each)) ?? true;
}

/**
 * Whether an agent meets a condition, which names preferred agents, or a proficiency with a minimum level or a range of
 * levels.
 */
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

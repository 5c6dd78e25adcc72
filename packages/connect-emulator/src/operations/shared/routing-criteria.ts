import type { RoutingCriteria } from '@aws-sdk/client-connect';
import type { Contact, Time } from '../../world/entities.js';
import { stepEnds, stepStates } from '../../world/routing/routing-criteria.js';
import { dateOf } from '../date.js';

/** The routing criteria of a contact, with how each step stands. */
export function describeRoutingCriteria(contact: Contact, now: Time): RoutingCriteria | undefined {
  const { routingCriteria: criteria } = contact;
  if (!criteria) return undefined;
  const ends = stepEnds(criteria);
  const states = stepStates(contact, now);
  return {
    Steps: criteria.steps.map(({ expression, durationSeconds }, step) => ({
      Expression: expression,
      Expiry:
        durationSeconds === undefined
          ? undefined
          : { DurationInSeconds: durationSeconds, ExpiryTimestamp: finiteDate(ends[step]) },
      Status: states[step],
    })),
    ActivationTimestamp: dateOf(criteria.activatedAt),
    Index: criteria.index,
  };
}

function finiteDate(time: Time | undefined): Date | undefined {
  return time === Infinity ? undefined : dateOf(time);
}

/** The agents whom a contact's steps prefer, a list for each step that names any. */
export function preferredAgents({ routingCriteria }: Contact): readonly (readonly string[])[] {
  return (routingCriteria?.steps ?? [])
    .map(({ expression }) => expression.AttributeCondition?.MatchCriteria?.AgentsCriteria?.AgentIds)
    .filter((agents) => agents !== undefined);
}

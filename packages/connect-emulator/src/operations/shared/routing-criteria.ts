import type { RoutingCriteria } from '@aws-sdk/client-connect';
import type { Contact, Time } from '../../world/entities.js';
import { stepEnds, stepStates } from '../../world/routing/routing-criteria.js';
import { dateOf } from '../date.js';

/** Returns the routing criteria of a contact with the status of each step. */
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
          : {
              DurationInSeconds: durationSeconds,
              ExpiryTimestamp: ends[step] === Infinity ? undefined : dateOf(ends[step]),
            },
      Status: states[step],
    })),
    ActivationTimestamp: dateOf(criteria.activatedAt),
    Index: criteria.index,
  };
}

/** Returns the preferred agents of a contact's routing steps, one list per step that names agents. */
export function preferredAgents({ routingCriteria }: Contact): readonly (readonly string[])[] {
  return (routingCriteria?.steps ?? [])
    .map(({ expression }) => expression.AttributeCondition?.MatchCriteria?.AgentsCriteria?.AgentIds)
    .filter((agents) => agents !== undefined);
}

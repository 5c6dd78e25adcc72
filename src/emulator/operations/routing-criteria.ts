import type { RoutingCriteria } from '@aws-sdk/client-connect';
import type { Contact, Time } from '../world/entities.js';
import { stepEnds, stepStates } from '../world/routing-criteria.js';
import { dateOf } from './date.js';

/** The routing criteria of a contact as Connect shows them, each step with how it stands now. */
export function describeRoutingCriteria(contact: Contact, now: Time): RoutingCriteria | undefined {
  const { routingCriteria: criteria } = contact;
  if (!criteria) return undefined;
  const ends = stepEnds(criteria);
  const states = stepStates(contact, now);
  return {
    Steps: criteria.steps.map(({ expression, durationSeconds }, step) => {
      const end = ends[step] ?? Infinity;
      return {
        Expression: expression,
        Expiry:
          durationSeconds === undefined
            ? undefined
            : { DurationInSeconds: durationSeconds, ExpiryTimestamp: end === Infinity ? undefined : dateOf(end) },
        Status: states[step],
      };
    }),
    ActivationTimestamp: dateOf(criteria.activatedAt),
    Index: criteria.index,
  };
}

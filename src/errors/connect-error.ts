import { Field, InterfaceType } from 'type-graphql';
import { longestRetryMs } from '../lib/durations.js';

export const retryAfterDescription = `Milliseconds after which another try is worth while: whole, from 0 to ${longestRetryMs.toLocaleString('en')}, an hour. Null when nothing is known.`;

/** Facts of every error. `retryable` and the two ids are a stable API; the wording of `message` may change. */
export interface ErrorFacts {
  readonly message: string;
  readonly retryable: boolean;
  readonly requestId: string;
  readonly awsRequestId?: string | null;
}

@InterfaceType({
  description:
    'A refusal or failure that an operation answers with. Select `... on ConnectError` to survive members that are added later.',
})
export abstract class ConnectError {
  @Field({
    description:
      "For developers and logs, in the gateway's own words: Amazon's message, which may repeat personal data, is never passed on. The wording may change: branch on `__typename`.",
  })
  readonly message: string;

  @Field({
    description:
      'Whether the same input with the same client token may be sent again, without a second effect, and may then succeed.',
  })
  readonly retryable: boolean;

  @Field({ description: "The gateway's id of this request, as in the x-request-id header." })
  readonly requestId: string;

  @Field(() => String, {
    nullable: true,
    description:
      "Amazon's id of the failed call, under which CloudTrail has Amazon's own message where it keeps one; null when no call was made or answered.",
  })
  readonly awsRequestId: string | null;

  constructor(facts: ErrorFacts) {
    this.message = facts.message;
    this.retryable = facts.retryable;
    this.requestId = facts.requestId;
    this.awsRequestId = facts.awsRequestId ?? null;
  }
}

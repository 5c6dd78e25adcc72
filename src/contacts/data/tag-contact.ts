import { TagContactCommand, type TagContactCommandInput } from '@aws-sdk/client-connect';
import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../../connect/calls/operation.js';
import { runMutation } from '../../connect/mutations/run-mutation.js';
import type { GatewayContext } from '../../graph/context.js';
import { mutation } from '../../graph/types/mutation.js';
import { resultUnion } from '../../graph/types/result-union.js';
import { ConnectTagInput, tagMap } from '../../graph/types/tag.js';
import { own } from '../../lib/own.js';
import { ContactInput, ContactSuccess, withItsContact } from '../contact-mutation.js';
import {
  ConnectLimit,
  ConnectLimitReachedError,
  explainedBy,
  type LimitFinding,
  readBackBy,
  type SeenContact,
} from '../refusals/contact-refusal.js';

/** Adds tags to a contact. TagContact takes no token, so it is retried only if it was certainly not applied. */
const operation = mutationOperation({
  name: 'TagContact',
  command: TagContactCommand,
  repeat: 'never',
  scope: 'contacts:write',
  changes: { contact: 'ContactId' },
  requires: [],
  exceptions: [
    'InvalidRequestException',
    'ResourceNotFoundException',
    'InternalServiceException',
    'InvalidParameterException',
    'ThrottlingException',
    'InvalidActiveRegionException',
  ],
  howToCheck: 'Read the `tags` of the contact. If the new tags are missing, add them with a new client token.',
});

@InputType({ description: 'Input of `tagContact`.' })
export class TagContactInput extends ContactInput {
  @Field(() => [ConnectTagInput], {
    description:
      'Tags to add, at least one. A contact has at most 6 user-defined tags. A tag with an existing key replaces the value.',
  })
  tags!: ConnectTagInput[];
}

@ObjectType({ description: 'The contact has the given tags.' })
export class TagContactSuccess extends ContactSuccess {
  readonly kind = 'TagContactSuccess';
}

export const TagContactResult = resultUnion(
  operation,
  'Result of `tagContact`.',
  TagContactSuccess,
  ConnectLimitReachedError,
);

@Resolver()
export class TagContactResolver {
  @Mutation(() => TagContactResult, mutation('Adds user-defined tags to an ongoing or ended contact.'))
  tagContact(
    @Arg('input', () => TagContactInput, { description: 'Contact, and the tags to add.' }) input: TagContactInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof TagContactResult | null> {
    return runMutation(connect, operation, input, {
      toCommand: ({ contactId, tags }, ids) => ({
        ContactId: ids.id('contact', 'contactId', contactId),
        Tags: tagMap(tags, ids),
      }),
      toSuccess: withItsContact(TagContactSuccess),
      diagnose: explainedBy(tooManyTags),
      reconcile: readBackBy(whyNotTagged),
      refusalClasses: [ConnectLimitReachedError],
    });
  }
}

/** Connect's maximum of user-defined tags per contact. */
const maxTags = 6;

function tooManyTags({ contact }: SeenContact, { input }: { input: TagContactCommandInput }): LimitFinding | null {
  const before = Object.keys(contact.Tags ?? {}).filter((key) => !key.startsWith('aws:'));
  const after = new Set([...before, ...Object.keys(input.Tags ?? {})]);
  if (after.size <= maxTags) return null;
  const message = `The contact has ${before.length} user-defined tags and would have ${after.size}; Connect allows ${maxTags}.`;
  return { limit: ConnectLimit.CONTACT_TAGS, maximum: maxTags, current: before.length, message };
}

function whyNotTagged({ contact }: SeenContact, { input }: { input: TagContactCommandInput }): string | null {
  const missing = Object.entries(input.Tags ?? {}).filter(([key, value]) => own(contact.Tags, key) !== value);
  return missing.length === 0 ? null : 'The contact does not have all of these tags.';
}

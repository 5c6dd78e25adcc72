import { UntagContactCommand, type UntagContactCommandInput } from '@aws-sdk/client-connect';
import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../../connect/calls/operation.js';
import { runMutation } from '../../connect/mutations/run-mutation.js';
import type { GatewayContext } from '../../graph/context.js';
import { mutation } from '../../graph/types/mutation.js';
import { resultUnion } from '../../graph/types/result-union.js';
import { own } from '../../lib/own.js';
import { ContactInput, ContactSuccess, withItsContact } from '../contact-mutation.js';
import { explainedBy, readBackBy, type SeenContact } from '../refusals/contact-refusal.js';

/** Removes tags from a contact. UntagContact takes no token, so it is retried only if it was certainly not applied. */
const operation = mutationOperation({
  name: 'UntagContact',
  command: UntagContactCommand,
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
  howToCheck:
    'Read the `tags` of the contact. If the tags to remove are still there, remove them with a new client token.',
});

@InputType({ description: 'Input of `untagContact`.' })
export class UntagContactInput extends ContactInput {
  @Field(() => [String], {
    description: 'Keys of the user-defined tags to remove, 1 to 6. Keys that the contact does not have are ignored.',
  })
  tagKeys!: string[];
}

@ObjectType({ description: 'The contact has none of the given tags.' })
export class UntagContactSuccess extends ContactSuccess {
  readonly kind = 'UntagContactSuccess';
}

export const UntagContactResult = resultUnion(operation, 'Result of `untagContact`.', UntagContactSuccess);

@Resolver()
export class UntagContactResolver {
  @Mutation(() => UntagContactResult, mutation('Removes user-defined tags from an ongoing or ended contact.'))
  untagContact(
    @Arg('input', () => UntagContactInput, { description: 'Contact, and the keys of the tags to remove.' })
    input: UntagContactInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof UntagContactResult | null> {
    return runMutation(connect, operation, input, {
      toCommand: ({ contactId, tagKeys }, ids) => ({
        ContactId: ids.id('contact', 'contactId', contactId),
        TagKeys: tagKeys,
      }),
      toSuccess: withItsContact(UntagContactSuccess),
      diagnose: explainedBy<never>(),
      reconcile: readBackBy(whyNotUntagged),
    });
  }
}

function whyNotUntagged({ contact }: SeenContact, { input }: { input: UntagContactCommandInput }): string | null {
  const left = input.TagKeys?.some((key) => own(contact.Tags, key) !== undefined);
  return left ? 'The contact still has some of these tags.' : null;
}

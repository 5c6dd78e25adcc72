import { UpdateContactAttributesCommand, type UpdateContactAttributesCommandInput } from '@aws-sdk/client-connect';
import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../../connect/calls/operation.js';
import { runMutation } from '../../connect/mutations/run-mutation.js';
import type { MutationCall } from '../../connect/mutations/steps.js';
import type { ConnectSession } from '../../connect/session/session.js';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfField } from '../../graph/cost/costs.js';
import { mutation } from '../../graph/types/mutation.js';
import { resultUnion } from '../../graph/types/result-union.js';
import { own } from '../../lib/own.js';
import { firstContactCost } from '../contact-cost.js';
import { ContactInput, ContactSuccess, withItsContact } from '../contact-mutation.js';
import { attributesOf, bytesIn, ConnectAttributeInput, maxAttributeBytes } from '../inputs/contact-input.js';
import {
  ConnectLimit,
  ConnectLimitReachedError,
  explainedBy,
  type LimitFinding,
  readBackBy,
  type SeenContact,
} from '../refusals/contact-refusal.js';
import { withInitialContact } from '../refusals/initial-contact.js';

/**
 * Sets attributes of a contact. Connect stores the attributes with the first contact of the chain.
 * UpdateContactAttributes takes no token, so it is retried only if it was certainly not applied.
 */
const operation = mutationOperation({
  name: 'UpdateContactAttributes',
  command: UpdateContactAttributesCommand,
  repeat: 'never',
  scope: 'contacts:write',
  changes: { contact: 'InitialContactId' },
  requires: [],
  exceptions: [
    'InvalidRequestException',
    'InvalidParameterException',
    'ResourceNotFoundException',
    'InternalServiceException',
    'InvalidActiveRegionException',
  ],
  inputPaths: { InitialContactId: ['contactId'] },
  howToCheck: 'Read the `attributes` of the contact. If the new values are missing, set them with a new client token.',
});

@InputType({ description: 'Input of `updateContactAttributes`.' })
export class UpdateContactAttributesInput extends ContactInput {
  @Field(() => [ConnectAttributeInput], {
    description:
      'Attributes to set for the whole chain. Other attributes stay unchanged, and an empty value removes an attribute. A contact has at most 32,768 UTF-8 bytes of attributes in total. Personal data.',
  })
  attributes!: ConnectAttributeInput[];
}

@ObjectType({ description: 'The attributes were set.' })
export class UpdateContactAttributesSuccess extends ContactSuccess {
  readonly kind = 'UpdateContactAttributesSuccess';
}

export const UpdateContactAttributesResult = resultUnion(
  operation,
  'Result of `updateContactAttributes`.',
  UpdateContactAttributesSuccess,
  ConnectLimitReachedError,
);

@Resolver()
export class UpdateContactAttributesResolver {
  @CostOfField(firstContactCost)
  @Mutation(
    () => UpdateContactAttributesResult,
    mutation('Sets user-defined attributes of an ongoing or ended contact. All contacts of the chain share them.'),
  )
  updateContactAttributes(
    @Arg('input', () => UpdateContactAttributesInput, { description: 'Contact, and the attributes to set.' })
    input: UpdateContactAttributesInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof UpdateContactAttributesResult | null> {
    return runMutation(connect, operation, input, {
      toCommand: ({ contactId, attributes }, ids) => ({
        InitialContactId: ids.id('contact', 'contactId', contactId),
        Attributes: attributesOf(attributes, ids),
      }),
      prepare: withInitialContact,
      toSuccess: withItsContact(UpdateContactAttributesSuccess),
      diagnose: explainedBy(tooManyBytes),
      reconcile: readBackBy(whyNotSet),
      refusalClasses: [ConnectLimitReachedError],
    });
  }
}

type Call = MutationCall<UpdateContactAttributesCommandInput>;

/** Reads the attributes of the chain, which belong to its first contact. */
function attributesNow({ instanceId, input }: Call, connect: ConnectSession): Promise<Record<string, string>> {
  return connect.loaders.attributes.load({ instanceId, id: input.InitialContactId ?? '' });
}

async function tooManyBytes(_: SeenContact, call: Call, connect: ConnectSession): Promise<LimitFinding | null> {
  const before = await attributesNow(call, connect);
  const [current, bytes] = [before, { ...before, ...call.input.Attributes }].map((all) => bytesIn(Object.entries(all)));
  if (bytes === undefined || bytes <= maxAttributeBytes) return null;
  const message = `The contact's attributes have ${current} UTF-8 bytes and would have ${bytes}; Connect allows ${maxAttributeBytes}.`;
  return { limit: ConnectLimit.CONTACT_ATTRIBUTE_BYTES, maximum: maxAttributeBytes, current, message };
}

async function whyNotSet(_: SeenContact, call: Call, connect: ConnectSession): Promise<string | null> {
  const now = await attributesNow(call, connect);
  const other = Object.entries(call.input.Attributes ?? {}).some(([name, value]) => (own(now, name) ?? '') !== value);
  return other ? 'The attributes of the contact do not all have the values of this call.' : null;
}

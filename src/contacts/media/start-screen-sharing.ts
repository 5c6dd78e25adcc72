import { StartScreenSharingCommand } from '@aws-sdk/client-connect';
import { Arg, Ctx, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../../connect/calls/operation.js';
import { runMutation } from '../../connect/mutations/run-mutation.js';
import { ConnectChannel } from '../../directory/channel.js';
import type { GatewayContext } from '../../graph/context.js';
import { mutation } from '../../graph/types/mutation.js';
import { resultUnion } from '../../graph/types/result-union.js';
import { ConnectContactState } from '../contact-enums.js';
import { ContactInput, ContactSuccess, withItsContact } from '../contact-mutation.js';
import {
  ConnectContactNotSuitableError,
  ConnectContactRefusalReason,
  type ContactFinding,
  explainedBy,
  onlyFor,
  onlyWhile,
  type SeenContact,
} from '../refusals/contact-refusal.js';

/** Starts screen sharing between customer and agent of a web call with StartScreenSharing. */
const operation = mutationOperation({
  name: 'StartScreenSharing',
  command: StartScreenSharingCommand,
  repeat: 'token',
  scope: 'contacts:write',
  changes: { contact: 'ContactId' },
  requires: [],
  exceptions: [
    'InternalServiceException',
    'AccessDeniedException',
    'InvalidRequestException',
    'InvalidParameterException',
    'ThrottlingException',
    'ResourceNotFoundException',
  ],
  howToCheck:
    'Connect does not return whether screen sharing is enabled. Check whether the screen can be shared, or try again with the same client token.',
});

@InputType({ description: 'Input of `startScreenSharing`.' })
export class StartScreenSharingInput extends ContactInput {}

@ObjectType({ description: 'Screen sharing is enabled for the call.' })
export class StartScreenSharingSuccess extends ContactSuccess {
  readonly kind = 'StartScreenSharingSuccess';
}

export const StartScreenSharingResult = resultUnion(
  operation,
  'Result of `startScreenSharing`.',
  StartScreenSharingSuccess,
  ConnectContactNotSuitableError,
);

@Resolver()
export class StartScreenSharingResolver {
  @Mutation(
    () => StartScreenSharingResult,
    mutation('Enables screen sharing for the participants of a web call that an agent handles.'),
  )
  startScreenSharing(
    @Arg('input', () => StartScreenSharingInput, { description: 'Web call to enable screen sharing for.' })
    input: StartScreenSharingInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof StartScreenSharingResult | null> {
    return runMutation(connect, operation, input, {
      toCommand: ({ contactId }, ids) => ({ ContactId: ids.id('contact', 'contactId', contactId) }),
      toSuccess: withItsContact(StartScreenSharingSuccess),
      diagnose: explainedBy(
        onlyFor(ConnectChannel.VOICE),
        notAWebCall,
        onlyWhile(ConnectContactState.CONNECTED_TO_USER),
      ),
      refusalClasses: [ConnectContactNotSuitableError],
    });
  }
}

const webCall = 'connect:WebRTC';

function notAWebCall({ contact: { SegmentAttributes } }: SeenContact): ContactFinding | null {
  const subtype = SegmentAttributes?.['connect:Subtype']?.ValueString;
  if (!subtype || subtype === webCall) return null;
  const message = `The operation supports calls of the subtype ${webCall}; this call's subtype is ${subtype}.`;
  return { reason: ConnectContactRefusalReason.SUBTYPE_NOT_SUPPORTED, message };
}

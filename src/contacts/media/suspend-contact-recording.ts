import { SuspendContactRecordingCommand } from '@aws-sdk/client-connect';
import { Arg, Ctx, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../../connect/calls/operation.js';
import { runMutation } from '../../connect/mutations/run-mutation.js';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfField } from '../../graph/cost/costs.js';
import { mutation } from '../../graph/types/mutation.js';
import { resultUnion } from '../../graph/types/result-union.js';
import { firstContactCost } from '../contact-cost.js';
import { ContactSuccess, withItsContact } from '../contact-mutation.js';
import { ConnectContactNotSuitableError } from '../refusals/contact-refusal.js';
import { RecordingInput, recordingPaths, recordingSteps } from './recording.js';

/**
 * Suspends the recording of a call. SuspendContactRecording takes no token, so it is retried only if it was certainly
 * not applied.
 */
const operation = mutationOperation({
  name: 'SuspendContactRecording',
  command: SuspendContactRecordingCommand,
  repeat: 'never',
  scope: 'contacts:write',
  changes: { contact: ['ContactId', 'InitialContactId'] },
  requires: [],
  exceptions: [
    'InvalidRequestException',
    'ResourceNotFoundException',
    'InternalServiceException',
    'InvalidActiveRegionException',
  ],
  inputPaths: recordingPaths,
  howToCheck:
    'Connect does not return whether the recording is suspended. Suspend it again with a new client token: Connect refuses to suspend a suspended recording.',
});

@InputType({ description: 'Input of `suspendContactRecording`.' })
export class SuspendContactRecordingInput extends RecordingInput {}

@ObjectType({ description: 'The recording was suspended.' })
export class SuspendContactRecordingSuccess extends ContactSuccess {
  readonly kind = 'SuspendContactRecordingSuccess';
}

export const SuspendContactRecordingResult = resultUnion(
  operation,
  'Result of `suspendContactRecording`.',
  SuspendContactRecordingSuccess,
  ConnectContactNotSuitableError,
);

@Resolver()
export class SuspendContactRecordingResolver {
  @CostOfField(firstContactCost)
  @Mutation(
    () => SuspendContactRecordingResult,
    mutation('Suspends a recording of an ongoing call until it is resumed. The recording is silent for that time.'),
  )
  suspendContactRecording(
    @Arg('input', () => SuspendContactRecordingInput, { description: 'Call, and the recording to suspend.' })
    input: SuspendContactRecordingInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof SuspendContactRecordingResult | null> {
    return runMutation(connect, operation, input, {
      ...recordingSteps,
      toSuccess: withItsContact(SuspendContactRecordingSuccess),
      refusalClasses: [ConnectContactNotSuitableError],
    });
  }
}

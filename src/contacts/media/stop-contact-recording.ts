import { StopContactRecordingCommand } from '@aws-sdk/client-connect';
import { Arg, Ctx, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../../connect/calls/operation.js';
import { runMutation } from '../../connect/mutations/run-mutation.js';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfField } from '../../graph/cost/costs.js';
import { mutation } from '../../graph/types/mutation.js';
import { resultUnion } from '../../graph/types/result-union.js';
import { firstContactCost } from '../contact-cost.js';
import { ContactSuccess, withItsContact } from '../contact-mutation.js';
import { ConnectContactNotSuitableError, readBackBy } from '../refusals/contact-refusal.js';
import { RecordingInput, recordingPaths, recordingSteps, whyNotStopped } from './recording.js';

/** Stops the recording of a call. StopContactRecording takes no token: it is retried only if certainly not applied. */
const operation = mutationOperation({
  name: 'StopContactRecording',
  command: StopContactRecordingCommand,
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
  howToCheck: 'Stop the recording again with a new client token: Connect refuses to stop a stopped recording.',
});

@InputType({ description: 'Input of `stopContactRecording`.' })
export class StopContactRecordingInput extends RecordingInput {}

@ObjectType({ description: 'The recording was stopped.' })
export class StopContactRecordingSuccess extends ContactSuccess {
  readonly kind = 'StopContactRecordingSuccess';
}

export const StopContactRecordingResult = resultUnion(
  operation,
  'Result of `stopContactRecording`.',
  StopContactRecordingSuccess,
  ConnectContactNotSuitableError,
);

@Resolver()
export class StopContactRecordingResolver {
  @CostOfField(firstContactCost)
  @Mutation(
    () => StopContactRecordingResult,
    mutation('Stops a recording of an ongoing call. A stopped recording cannot be started again.'),
  )
  stopContactRecording(
    @Arg('input', () => StopContactRecordingInput, { description: 'Call, and the recording to stop.' })
    input: StopContactRecordingInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof StopContactRecordingResult | null> {
    return runMutation(connect, operation, input, {
      ...recordingSteps,
      toSuccess: withItsContact(StopContactRecordingSuccess),
      reconcile: readBackBy(whyNotStopped),
      refusalClasses: [ConnectContactNotSuitableError],
    });
  }
}

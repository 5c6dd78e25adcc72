import { ResumeContactRecordingCommand } from '@aws-sdk/client-connect';
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
 * Resumes the recording of a call. ResumeContactRecording takes no token, so it is retried only if it was certainly not
 * applied.
 */
const operation = mutationOperation({
  name: 'ResumeContactRecording',
  command: ResumeContactRecordingCommand,
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
    'Connect does not return whether the recording is suspended. Resume it again with a new client token: Connect refuses to resume a running recording.',
});

@InputType({ description: 'Input of `resumeContactRecording`.' })
export class ResumeContactRecordingInput extends RecordingInput {}

@ObjectType({ description: 'The recording was resumed.' })
export class ResumeContactRecordingSuccess extends ContactSuccess {
  readonly kind = 'ResumeContactRecordingSuccess';
}

export const ResumeContactRecordingResult = resultUnion(
  operation,
  'Result of `resumeContactRecording`.',
  ResumeContactRecordingSuccess,
  ConnectContactNotSuitableError,
);

@Resolver()
export class ResumeContactRecordingResolver {
  @CostOfField(firstContactCost)
  @Mutation(() => ResumeContactRecordingResult, mutation('Resumes a suspended recording of an ongoing call.'))
  resumeContactRecording(
    @Arg('input', () => ResumeContactRecordingInput, { description: 'Call, and the recording to resume.' })
    input: ResumeContactRecordingInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof ResumeContactRecordingResult | null> {
    return runMutation(connect, operation, input, {
      ...recordingSteps,
      toSuccess: withItsContact(ResumeContactRecordingSuccess),
      refusalClasses: [ConnectContactNotSuitableError],
    });
  }
}

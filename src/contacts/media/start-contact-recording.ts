import { StartContactRecordingCommand, type StartContactRecordingCommandInput } from '@aws-sdk/client-connect';
import { Arg, Ctx, Directive, Field, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../../connect/calls/operation.js';
import { runMutation } from '../../connect/mutations/run-mutation.js';
import { oneOf } from '../../graph/build/one-of.js';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfField } from '../../graph/cost/costs.js';
import { mutation } from '../../graph/types/mutation.js';
import { describeEnum } from '../../graph/types/open-enum.js';
import { resultUnion } from '../../graph/types/result-union.js';
import { firstContactCost } from '../contact-cost.js';
import { ContactInput, ContactSuccess, withItsContact } from '../contact-mutation.js';
import {
  ConnectContactNotSuitableError,
  ConnectContactRefusalReason,
  type ContactFinding,
  readBackBy,
  type SeenContact,
} from '../refusals/contact-refusal.js';
import { withInitialContact } from '../refusals/initial-contact.js';
import { explainedByCallOr, recordedCall, recordingPaths, recordingsOf } from './recording.js';

/**
 * Starts to record a call. StartContactRecording takes no token, so it is retried only if it was certainly not applied.
 */
const operation = mutationOperation({
  name: 'StartContactRecording',
  command: StartContactRecordingCommand,
  repeat: 'never',
  scope: 'contacts:write',
  changes: { contact: ['ContactId', 'InitialContactId'] },
  requires: [],
  exceptions: [
    'InvalidRequestException',
    'InvalidParameterException',
    'ResourceNotFoundException',
    'InternalServiceException',
    'InvalidActiveRegionException',
  ],
  inputPaths: recordingPaths,
  howToCheck:
    'Read `recordings` of the contact, which lists a recording as soon as it starts. It is safe to start the recording again with a new client token: Connect refuses a second start.',
});

enum ConnectVoiceRecordingInputTrack {
  ALL = 'ALL',
  FROM_AGENT = 'FROM_AGENT',
  TO_AGENT = 'TO_AGENT',
}
describeEnum(ConnectVoiceRecordingInputTrack, 'ConnectVoiceRecordingInputTrack', 'Voices of a call to record.', {
  ALL: 'Voices of agent and customer.',
  FROM_AGENT: 'Voice of the agent.',
  TO_AGENT: 'Voice of the customer.',
});

enum ConnectIvrRecordingInputTrack {
  ALL = 'ALL',
}
describeEnum(
  ConnectIvrRecordingInputTrack,
  'ConnectIvrRecordingInputTrack',
  'Track of a call that is recorded before an agent joins.',
  {
    ALL: 'All audio.',
  },
);

@Directive(oneOf)
@InputType({ description: 'Selection of the track to record. Exactly one field must be given.' })
export class StartContactRecordingTrackInput {
  @Field(() => ConnectVoiceRecordingInputTrack, {
    nullable: true,
    description: 'Conversation between agent and customer, from the time when the agent joins.',
  })
  voice?: ConnectVoiceRecordingInputTrack;

  @Field(() => ConnectIvrRecordingInputTrack, {
    nullable: true,
    description: 'Automated interaction before an agent joins.',
  })
  ivr?: ConnectIvrRecordingInputTrack;
}

@InputType({ description: 'Input of `startContactRecording`.' })
export class StartContactRecordingInput extends ContactInput {
  @Field(() => StartContactRecordingTrackInput, { description: 'Track to record.' })
  track!: StartContactRecordingTrackInput;
}

@ObjectType({ description: 'The recording has started, or starts when an agent joins.' })
export class StartContactRecordingSuccess extends ContactSuccess {
  readonly kind = 'StartContactRecordingSuccess';
}

export const StartContactRecordingResult = resultUnion(
  operation,
  'Result of `startContactRecording`.',
  StartContactRecordingSuccess,
  ConnectContactNotSuitableError,
);

@Resolver()
export class StartContactRecordingResolver {
  @CostOfField(firstContactCost)
  @Mutation(
    () => StartContactRecordingResult,
    mutation(
      'Starts to record an ongoing call. Each recording can be started once: a stopped recording cannot start again, but a suspended one can be resumed.',
    ),
  )
  startContactRecording(
    @Arg('input', () => StartContactRecordingInput, { description: 'Call, and the track to record.' })
    input: StartContactRecordingInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof StartContactRecordingResult | null> {
    return runMutation(connect, operation, input, {
      toCommand: ({ contactId, track: { voice, ivr } }, ids) => ({
        ...recordedCall(contactId, ids),
        VoiceRecordingConfiguration: { VoiceRecordingTrack: voice, IvrRecordingTrack: ivr },
      }),
      prepare: withInitialContact,
      toSuccess: withItsContact(StartContactRecordingSuccess),
      diagnose: explainedByCallOr(startedBefore, agentHasJoined),
      reconcile: readBackBy(whyNotRecorded),
      refusalClasses: [ConnectContactNotSuitableError],
    });
  }
}

interface Call {
  readonly input: StartContactRecordingCommandInput;
}

function typeIn({ input }: Call): 'AGENT' | 'IVR' {
  return input.VoiceRecordingConfiguration?.IvrRecordingTrack ? 'IVR' : 'AGENT';
}

function startedBefore({ contact }: SeenContact, call: Call): ContactFinding | null {
  if (recordingsOf(contact, typeIn(call)).length === 0) return null;
  const message = 'The recording was started before, and Connect allows one start only.';
  return { reason: ConnectContactRefusalReason.RECORDING_STARTED_BEFORE, message };
}

function agentHasJoined({ contact }: SeenContact, call: Call): ContactFinding | null {
  if (typeIn(call) !== 'IVR' || !contact.AgentInfo?.ConnectedToAgentTimestamp) return null;
  const message = 'An agent has joined, so the time before can no longer be recorded.';
  return { reason: ConnectContactRefusalReason.STATE_NOT_SUPPORTED, message };
}

/**
 * Returns null if a recording is running, else the reason why not. A stopped recording does not count: an earlier call
 * may have started it, and Connect allows one start only.
 */
function whyNotRecorded({ contact }: SeenContact, call: Call): string | null {
  const isGoingOn = recordingsOf(contact, typeIn(call)).some(({ StopTimestamp }) => !StopTimestamp);
  return isGoingOn ? null : 'Connect returns no running recording of this type.';
}

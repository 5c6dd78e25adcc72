import type {
  Contact,
  ContactRecordingType,
  RecordingInfo,
  StopContactRecordingCommandInput,
} from '@aws-sdk/client-connect';
import { Field, InputType } from 'type-graphql';
import type { IdResolver } from '../../connect/inputs/id-resolver.js';
import type { MutationCall } from '../../connect/mutations/steps.js';
import { ConnectChannel } from '../../directory/channel.js';
import { describeEnum } from '../../graph/types/open-enum.js';
import { ContactInput } from '../contact-mutation.js';
import {
  type ContactFinding,
  explainedBy,
  ongoing,
  onlyFor,
  onlyWhile,
  ConnectContactRefusalReason as Reason,
  type Rule,
  type SeenContact,
} from '../refusals/contact-refusal.js';
import { withInitialContact } from '../refusals/initial-contact.js';

export enum ConnectRecordingInputType {
  AGENT = 'AGENT',
  IVR = 'IVR',
  SCREEN = 'SCREEN',
}
describeEnum(ConnectRecordingInputType, 'ConnectRecordingInputType', 'Type of a call recording.', {
  AGENT: 'Conversation between agent and customer.',
  IVR: 'Automated interaction before an agent joins.',
  SCREEN: 'Screen of the agent.',
});

/** Input fields of mutations on the recording of a call. */
@InputType()
export abstract class RecordingInput extends ContactInput {
  @Field(() => ConnectRecordingInputType, {
    nullable: true,
    description: 'Recording that the mutation applies to. Defaults to all running recordings.',
  })
  type?: ConnectRecordingInputType | null;
}

/** Input paths of Connect's members. Connect requires the ids of the contact and of the first contact of its chain. */
export const recordingPaths = { InitialContactId: ['contactId'], ContactRecordingType: ['type'] };

/** Returns the ids that all recording operations take. `withInitialContact` sets InitialContactId before the call. */
export function recordedCall(contactId: string, ids: IdResolver) {
  const ContactId = ids.id('contact', 'contactId', contactId);
  return { ContactId, InitialContactId: ContactId };
}

/** Steps that the stop, suspend and resume mutations share. */
export const recordingSteps = {
  toCommand: ({ contactId, type }: RecordingInput, ids: IdResolver) => ({
    ...recordedCall(contactId, ids),
    ContactRecordingType: type ?? undefined,
  }),
  prepare: withInitialContact,
  diagnose: explainedByCallOr(notRunning),
};

/** Finds the reason of a refusal in the channel and the state, then with the rules of the operation. */
export function explainedByCallOr<Input extends object>(...rules: readonly Rule<ContactFinding, Input>[]) {
  return explainedBy<ContactFinding, Input>(onlyFor(ConnectChannel.VOICE), onlyWhile(...ongoing), ...rules);
}

/** Returns the recordings of one type, or all. Connect returns a recording as soon as it starts. */
export function recordingsOf(contact: Contact, type: ContactRecordingType | undefined): readonly RecordingInfo[] {
  const all = contact.Recordings ?? [];
  return type === undefined ? all : all.filter((recording) => typeOf(recording, contact) === type);
}

/**
 * Derives the type, which Connect does not return. A voice recording from before the agent joined is an IVR recording.
 */
function typeOf({ MediaStreamType, StartTimestamp }: RecordingInfo, { AgentInfo }: Contact): ContactRecordingType {
  if (MediaStreamType === 'VIDEO') return 'SCREEN';
  const joinedAt = AgentInfo?.ConnectedToAgentTimestamp;
  return joinedAt && StartTimestamp && StartTimestamp >= joinedAt ? 'AGENT' : 'IVR';
}

type Call = MutationCall<Pick<StopContactRecordingCommandInput, 'ContactRecordingType'>>;

function notRunning({ contact }: SeenContact, { input: { ContactRecordingType: type } }: Call): ContactFinding | null {
  const recordings = recordingsOf(contact, type);
  if (recordings.length > 0) {
    if (!recordings.every(({ StopTimestamp }) => StopTimestamp)) return null;
    return { reason: Reason.RECORDING_STOPPED, message: 'The recording was stopped and cannot be started again.' };
  }
  if (type === 'IVR' || contact.AgentInfo?.ConnectedToAgentTimestamp) return null;
  const message = 'No agent has joined the call yet. Recording begins when an agent joins.';
  return { reason: Reason.RECORDING_NOT_STARTED, message };
}

/** Returns null if all recordings have stopped, else the reason why not. */
export function whyNotStopped({ contact }: SeenContact, { input }: Call): string | null {
  const recordings = recordingsOf(contact, input.ContactRecordingType);
  const isOver = recordings.length > 0 && recordings.every(({ StopTimestamp }) => StopTimestamp);
  return isOver ? null : 'Connect returns no recording, or one that has not stopped.';
}

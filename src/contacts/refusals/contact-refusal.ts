import type { Contact } from '@aws-sdk/client-connect';
import { Field, Int, ObjectType } from 'type-graphql';
import { diagnoseWith, type Missing } from '../../connect/mutations/diagnosis.js';
import type { MadeCall, Reconciled } from '../../connect/mutations/steps.js';
import type { ConnectSession } from '../../connect/session/session.js';
import { ConnectChannel } from '../../directory/channel.js';
import type { Refused } from '../../errors/call-failure.js';
import { ConnectError, type ErrorFacts } from '../../errors/connect-error.js';
import { ConnectResourceKind } from '../../errors/resource-not-found.js';
import { describeEnum, openEnum } from '../../graph/types/open-enum.js';
import { DateTime } from '../../graph/types/scalars.js';
import type { MaybePromise } from '../../lib/maybe-promise.js';
import { ConnectContactState } from '../contact-enums.js';
import { type ContactCallInput, contactIdOf } from '../contact-mutation.js';
import { contactState } from './contact-state.js';

export enum ConnectContactRefusalReason {
  CHANNEL_NOT_SUPPORTED = 'CHANNEL_NOT_SUPPORTED',
  STATE_NOT_SUPPORTED = 'STATE_NOT_SUPPORTED',
  INITIATION_METHOD_NOT_SUPPORTED = 'INITIATION_METHOD_NOT_SUPPORTED',
  SUBTYPE_NOT_SUPPORTED = 'SUBTYPE_NOT_SUPPORTED',
  RECORDING_NOT_STARTED = 'RECORDING_NOT_STARTED',
  RECORDING_STARTED_BEFORE = 'RECORDING_STARTED_BEFORE',
  RECORDING_STOPPED = 'RECORDING_STOPPED',
  USER_LACKS_CHANNEL = 'USER_LACKS_CHANNEL',
  NOT_WITH_USER = 'NOT_WITH_USER',
  HANDLED_BY_USER = 'HANDLED_BY_USER',
  MONITOR_CAPABILITIES_NEEDED = 'MONITOR_CAPABILITIES_NEEDED',
  BARGE_NOT_ENABLED = 'BARGE_NOT_ENABLED',
}
describeEnum(
  ConnectContactRefusalReason,
  'ConnectContactRefusalReason',
  'Reason why a contact does not suit an operation.',
  {
    CHANNEL_NOT_SUPPORTED: 'The operation is not for contacts over this channel.',
    STATE_NOT_SUPPORTED: 'The operation is not for contacts in this state.',
    INITIATION_METHOD_NOT_SUPPORTED: 'The operation is not for contacts that came about like this.',
    SUBTYPE_NOT_SUPPORTED: 'The operation, or a field of its input, is not for contacts of this subtype.',
    RECORDING_NOT_STARTED: 'No agent has joined, so what agent and customer say is not recorded yet.',
    RECORDING_STARTED_BEFORE: 'It is recorded already, or was: a recording can be started once.',
    RECORDING_STOPPED: 'The recording has stopped, which is for good.',
    USER_LACKS_CHANNEL: "The user's routing profile does not have the contact's channel.",
    NOT_WITH_USER: 'The user does not have the contact, or has been rid of it already.',
    HANDLED_BY_USER: 'The user is offered the contact or handles it: it is not missed, rejected, failed or ended.',
    MONITOR_CAPABILITIES_NEEDED: 'Barge is enabled for this channel, so it must be said what the listener may do.',
    BARGE_NOT_ENABLED: 'Barge is not enabled for this channel in the instance.',
  },
);

/** The reason of a refusal that lies in the contact. */
export interface ContactFinding {
  readonly reason: ConnectContactRefusalReason;
  /** Explains the refusal to developers. */
  readonly message: string;
}

@ObjectType({
  implements: ConnectError,
  description: 'Why Connect refused an operation on a contact, found out afterwards: Connect itself does not say.',
})
export class ConnectContactNotSuitableError extends ConnectError {
  readonly kind = 'ConnectContactNotSuitableError';

  @Field(() => ConnectContactRefusalReason, { description: 'Why it was refused.' })
  readonly reason: ConnectContactRefusalReason;

  @Field({ description: 'Name of the exception that Connect answered with.' })
  readonly connectError: string;

  @Field(() => ConnectChannel, { nullable: true, description: "The contact's channel." })
  readonly channel: ConnectChannel | null;

  @Field(() => ConnectContactState, { nullable: true, description: "The contact's state." })
  readonly state: ConnectContactState | null;

  @Field(() => DateTime, { nullable: true, description: 'When the contact ended; null when it has not.' })
  readonly disconnectedAt: Date | null;

  constructor(facts: ErrorFacts & ContactFinding & { connectError: string } & SeenContact) {
    super(facts);
    this.reason = facts.reason;
    this.connectError = facts.connectError;
    this.channel = openEnum(ConnectChannel, facts.contact.Channel);
    this.state = facts.state;
    this.disconnectedAt = facts.contact.DisconnectTimestamp ?? null;
  }
}

export enum ConnectLimit {
  CONTACT_TAGS = 'CONTACT_TAGS',
  CONTACT_ATTRIBUTE_BYTES = 'CONTACT_ATTRIBUTE_BYTES',
  CONTACT_REFERENCE_BYTES = 'CONTACT_REFERENCE_BYTES',
  CONTACT_RESCHEDULES = 'CONTACT_RESCHEDULES',
  CHAIN_CONTACTS = 'CHAIN_CONTACTS',
  CONTACT_PAUSES = 'CONTACT_PAUSES',
  USER_PAUSED_TASKS = 'USER_PAUSED_TASKS',
  CONTACT_LISTENERS = 'CONTACT_LISTENERS',
}
describeEnum(ConnectLimit, 'ConnectLimit', 'A limit of Connect that an operation ran into.', {
  CONTACT_TAGS: 'How many user-defined tags a contact may have.',
  CONTACT_ATTRIBUTE_BYTES: 'How many UTF-8 bytes the attributes of a contact may have together.',
  CONTACT_REFERENCE_BYTES: 'How many UTF-8 bytes the references of a contact may have together.',
  CONTACT_RESCHEDULES: 'How often a task may be scheduled anew.',
  CHAIN_CONTACTS: 'How many contacts a chain may have.',
  CONTACT_PAUSES: 'How often a task may be paused.',
  USER_PAUSED_TASKS: 'How many paused tasks a user may have: as many as active ones.',
  CONTACT_LISTENERS: 'How many may listen to a contact at the same time.',
});

/** The documented limit that explains a refusal. */
export interface LimitFinding {
  readonly limit: ConnectLimit;
  readonly maximum: number;
  /** The value before the call; absent when unknown. */
  readonly current?: number | undefined;
  readonly message: string;
}

@ObjectType({
  implements: ConnectError,
  description: 'Which limit of Connect an operation ran into, found out afterwards: Connect itself does not say.',
})
export class ConnectLimitReachedError extends ConnectError {
  readonly kind = 'ConnectLimitReachedError';

  @Field(() => ConnectLimit, { description: 'Which limit.' })
  readonly limit: ConnectLimit;

  @Field(() => Int, { description: 'Highest number that Connect allows.' })
  readonly maximum: number;

  @Field(() => Int, { nullable: true, description: 'Number before the change; null when it is not known.' })
  readonly current: number | null;

  @Field({ description: 'Name of the exception that Connect answered with.' })
  readonly connectError: string;

  constructor(facts: ErrorFacts & LimitFinding & { connectError: string }) {
    super(facts);
    this.limit = facts.limit;
    this.maximum = facts.maximum;
    this.current = facts.current ?? null;
    this.connectError = facts.connectError;
  }
}

/** A contact as read after a refusal. */
export interface SeenContact {
  readonly contact: Contact;
  readonly state: ConnectContactState | null;
}

/** Checks one possible reason of a refusal; null when it does not apply. @throws ConnectReadError */
export type Rule<Finding, Input extends object = object> = (
  seen: SeenContact,
  call: MadeCall<Input>,
  connect: ConnectSession,
  refusal: Refused,
) => MaybePromise<Finding | null>;

/** Rule for operations that support only these channels. */
export function onlyFor(...channels: readonly ConnectChannel[]): Rule<ContactFinding> {
  return ({ contact: { Channel } }) => {
    if (!Channel || channels.some((channel) => channel === Channel)) return null;
    const message = `The operation supports contacts of the channel ${channels.join(' or ')}; this contact's channel is ${Channel}.`;
    return { reason: ConnectContactRefusalReason.CHANNEL_NOT_SUPPORTED, message };
  };
}

/** Rule for operations that support only contacts in these states. */
export function onlyWhile(...states: readonly ConnectContactState[]): Rule<ContactFinding> {
  return ({ state }) => {
    if (!state || state === ConnectContactState.UNKNOWN || states.includes(state)) return null;
    const message = `The operation supports contacts in the state ${states.join(' or ')}; this contact is ${state}.`;
    return { reason: ConnectContactRefusalReason.STATE_NOT_SUPPORTED, message };
  };
}

/** The states of a contact that has started and not ended. */
export const ongoing = [
  ConnectContactState.IN_FLOW,
  ConnectContactState.QUEUED,
  ConnectContactState.CONNECTED_TO_USER,
  ConnectContactState.PAUSED,
] as const;

/**
 * Diagnoses a refusal with one read of the input's contact. The first rule that applies gives the finding. Null when no
 * rule applies or the read failed; the message of the exception is then used.
 */
export function explainedBy<Finding extends ContactFinding | LimitFinding | Missing, Input extends object = object>(
  ...rules: readonly Rule<Finding, Input>[]
) {
  return diagnoseWith<Input & ContactCallInput, SeenContact & (ContactFinding | LimitFinding), ErrorOf<Finding>>(
    async (call, connect, refusal) => {
      const id = contactIdOf(call.input);
      const seen = await seenContact(call.instanceId, id, connect);
      if (!seen) return { missing: ConnectResourceKind.CONTACT, id };
      for (const rule of rules) {
        const finding: ContactFinding | LimitFinding | Missing | null = await rule(seen, call, connect, refusal);
        if (finding) return 'missing' in finding ? finding : { ...seen, ...finding };
      }
      return null;
    },
    (facts) => {
      const error = 'limit' in facts ? new ConnectLimitReachedError(facts) : new ConnectContactNotSuitableError(facts);
      return error as ErrorOf<Finding>;
    },
  );
}
type ErrorOf<Finding> = Finding extends Missing
  ? never
  : Finding extends LimitFinding
    ? ConnectLimitReachedError
    : ConnectContactNotSuitableError;

/**
 * Reads the contact to find out whether a call without a response was applied.
 * @param whyNot Returns null if the contact has the values of the call, else the reason why it was not applied.
 */
export function readBackBy<Input extends object>(
  whyNot: (seen: SeenContact, call: MadeCall<Input>, connect: ConnectSession) => MaybePromise<string | null>,
) {
  return async (
    call: MadeCall<Input & ContactCallInput>,
    connect: ConnectSession,
  ): Promise<Reconciled<object, never>> => {
    const seen = await seenContact(call.instanceId, contactIdOf(call.input), connect);
    const reason = seen ? await whyNot(seen, call, connect) : 'There is no such contact.';
    return reason === null ? { output: {} } : { notApplied: reason };
  };
}

async function seenContact(instanceId: string, id: string, connect: ConnectSession): Promise<SeenContact | null> {
  const contact = await connect.loaders.contact.load({ instanceId, id });
  if (!contact) return null;
  return { contact, state: await contactState(async (name) => contact[name], connect.now()) };
}

import type { Contact } from '@aws-sdk/client-connect';
import { Field, Int, ObjectType } from 'type-graphql';
import { diagnoseWith, type Missing } from '../../connect/mutations/diagnosis.js';
import type { MutationCall, Reconciled } from '../../connect/mutations/steps.js';
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
  'Reason why a contact is not suitable for an operation.',
  {
    CHANNEL_NOT_SUPPORTED: "The operation does not support the contact's channel.",
    STATE_NOT_SUPPORTED: "The operation does not support the contact's state.",
    INITIATION_METHOD_NOT_SUPPORTED: "The operation does not support the contact's initiation method.",
    SUBTYPE_NOT_SUPPORTED: "The operation, or a field of its input, does not support the contact's subtype.",
    RECORDING_NOT_STARTED: 'No agent has joined, so the conversation is not recorded yet.',
    RECORDING_STARTED_BEFORE: 'The recording was started before. A recording can be started only once.',
    RECORDING_STOPPED: 'The recording was stopped and cannot be started again.',
    USER_LACKS_CHANNEL: "The user's routing profile does not include the contact's channel.",
    NOT_WITH_USER: 'The user does not have the contact, or the contact was already cleared.',
    HANDLED_BY_USER:
      'The contact is offered to the user or the user handles it. It is not missed, rejected, failed or ended.',
    MONITOR_CAPABILITIES_NEEDED: 'Barge is enabled for the channel, so `allowedMonitorCapabilities` is required.',
    BARGE_NOT_ENABLED: 'Barge is not enabled for this channel in the instance.',
  },
);

/** Reason why Connect refused an operation on a contact. */
export interface ContactFinding {
  readonly reason: ConnectContactRefusalReason;
  /** Explains the refusal to developers. */
  readonly message: string;
}

@ObjectType({
  implements: ConnectError,
  description:
    'Connect refused an operation because the contact is not suitable. Connect does not return the reason, so the gateway determines `reason` after the refusal.',
})
export class ConnectContactNotSuitableError extends ConnectError {
  readonly kind = 'ConnectContactNotSuitableError';

  @Field(() => ConnectContactRefusalReason, { description: 'Reason for the refusal.' })
  readonly reason: ConnectContactRefusalReason;

  @Field({ description: 'Name of the exception that Connect returned.' })
  readonly connectError: string;

  @Field(() => ConnectChannel, { nullable: true, description: 'Channel of the contact.' })
  readonly channel: ConnectChannel | null;

  @Field(() => ConnectContactState, { nullable: true, description: 'State of the contact.' })
  readonly state: ConnectContactState | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Time when the contact ended. Null if the contact has not ended.',
  })
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
describeEnum(ConnectLimit, 'ConnectLimit', 'Limit of Connect that an operation reached.', {
  CONTACT_TAGS: 'Number of user-defined tags on a contact.',
  CONTACT_ATTRIBUTE_BYTES: "Total UTF-8 bytes of a contact's attributes.",
  CONTACT_REFERENCE_BYTES: "Total UTF-8 bytes of a contact's references.",
  CONTACT_RESCHEDULES: 'Number of times that a task can be rescheduled.',
  CHAIN_CONTACTS: 'Number of contacts in a chain.',
  CONTACT_PAUSES: 'Number of times that a task can be paused.',
  USER_PAUSED_TASKS: 'Number of paused tasks of a user. The maximum equals that of active tasks.',
  CONTACT_LISTENERS: 'Number of users who monitor a contact at the same time.',
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
  description:
    'Connect refused an operation because a limit was reached. Connect does not return which limit, so the gateway determines `limit` after the refusal.',
})
export class ConnectLimitReachedError extends ConnectError {
  readonly kind = 'ConnectLimitReachedError';

  @Field(() => ConnectLimit, { description: 'Limit that was reached.' })
  readonly limit: ConnectLimit;

  @Field(() => Int, { description: 'Maximum that Connect allows.' })
  readonly maximum: number;

  @Field(() => Int, { nullable: true, description: 'Number before the change. Null if it is not known.' })
  readonly current: number | null;

  @Field({ description: 'Name of the exception that Connect returned.' })
  readonly connectError: string;

  constructor(facts: ErrorFacts & LimitFinding & { connectError: string }) {
    super(facts);
    this.limit = facts.limit;
    this.maximum = facts.maximum;
    this.current = facts.current ?? null;
    this.connectError = facts.connectError;
  }
}

/** A contact as read after a call that was refused or is in doubt. */
export interface SeenContact {
  readonly contact: Contact;
  readonly state: ConnectContactState | null;
}

/** Checks one possible reason of a refusal; null when it does not apply. @throws ConnectReadError */
export type Rule<Finding, Input extends object = object> = (
  seen: SeenContact,
  call: MutationCall<Input>,
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
 * Creates a diagnosis of refusals that reads the input's contact and applies the rules in order. The first finding is
 * returned. Null when no rule applies or a read failed: the mutation then returns the gateway's general message for the
 * exception.
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
 * Creates a step that reads the contact to find out whether a call without a response was applied.
 * @param whyNot Returns null if the contact has the values of the call, else the reason why it was not applied.
 */
export function readBackBy<Input extends object>(
  whyNot: (seen: SeenContact, call: MutationCall<Input>, connect: ConnectSession) => MaybePromise<string | null>,
) {
  return async (
    call: MutationCall<Input & ContactCallInput>,
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

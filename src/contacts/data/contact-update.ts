import { isDeepStrictEqual } from 'node:util';
import type { UpdateContactCommandInput } from '@aws-sdk/client-connect';
import type { Missing } from '../../connect/mutations/diagnosis.js';
import type { MutationCall } from '../../connect/mutations/steps.js';
import { describePredefinedAttribute } from '../../connect/reads/read-operations.js';
import type { ConnectSession } from '../../connect/session/session.js';
import { ConnectReadError } from '../../errors/read-error.js';
import { ConnectResourceKind } from '../../errors/resource-not-found.js';
import { own } from '../../lib/own.js';
import { referenceOf } from '../contact-data.js';
import { bytesIn, maxReferenceBytes } from '../inputs/contact-input.js';
import {
  ConnectLimit,
  type ContactFinding,
  type LimitFinding,
  ConnectContactRefusalReason as Reason,
  type SeenContact,
} from '../refusals/contact-refusal.js';

type Call = MutationCall<UpdateContactCommandInput>;

/** "This parameter can only be updated for external audio contacts" (API reference of four parameters). */
export function notExternalAudio({ contact }: SeenContact, { input }: Call): ContactFinding | null {
  const { QueueInfo, UserInfo, CustomerEndpoint, SystemEndpoint } = input;
  const given = QueueInfo ?? UserInfo ?? CustomerEndpoint ?? SystemEndpoint;
  const subtype = contact.SegmentAttributes?.['connect:Subtype']?.ValueString;
  if (!given || subtype === 'connect:ExternalAudio') return null;
  const message = `Queue, user and endpoints can be changed for external audio only; this contact's subtype is ${subtype ?? 'none'}.`;
  return { reason: Reason.SUBTYPE_NOT_SUPPORTED, message };
}

const expiry = 'connect:ContactExpiry';

export function expiryOfEndedContact({ contact }: SeenContact, { input }: Call): ContactFinding | null {
  if (!contact.DisconnectTimestamp || !input.SegmentAttributes?.[expiry]) return null;
  return { reason: Reason.STATE_NOT_SUPPORTED, message: 'The contact has ended, so it cannot expire.' };
}

/**
 * Finds the first attribute that certainly has no definition, even if reads for other attributes fail. "User-defined
 * attributes ... that are defined in predefined attributes, can be updated" (API reference).
 */
export async function undefinedAttribute(
  _: SeenContact,
  { instanceId, input }: Call,
  connect: ConnectSession,
): Promise<Missing | null> {
  const names = Object.keys(input.SegmentAttributes ?? {}).filter((name) => !name.startsWith('connect:'));
  const isMissing = async (Name: string) => {
    try {
      return (await connect.readOrNull(describePredefinedAttribute, { InstanceId: instanceId, Name })) === null;
    } catch (error) {
      if (error instanceof ConnectReadError) return false;
      throw error;
    }
  };
  const missing = await Promise.all(names.map(isMissing));
  const id = names.find((_name, index) => missing[index]);
  return id === undefined ? null : { missing: ConnectResourceKind.PREDEFINED_ATTRIBUTE, id };
}

/** Checks the limit that new and existing references share. */
export async function tooManyReferenceBytes(
  _: SeenContact,
  call: Call,
  connect: ConnectSession,
): Promise<LimitFinding | null> {
  if (!call.input.References) return null;
  const before = await referencesNow(call, connect);
  const given = Object.entries(call.input.References).map(([name, { Value = '' }]) => [name, Value] as const);
  const after = new Map([...before, ...given]);
  const [current, bytes] = [bytesIn(before), bytesIn([...after])];
  if (bytes <= maxReferenceBytes) return null;
  const message = `The contact's references have ${current} UTF-8 bytes and would have ${bytes}; Connect allows ${maxReferenceBytes}.`;
  return { limit: ConnectLimit.CONTACT_REFERENCE_BYTES, maximum: maxReferenceBytes, current, message };
}

/** Returns null if the contact has the values of the update, else the reason why not. */
export async function whyNotUpdated(
  { contact }: SeenContact,
  call: Call,
  connect: ConnectSession,
): Promise<string | null> {
  const { Name, Description, References, SegmentAttributes, QueueInfo, UserInfo, CustomerEndpoint, SystemEndpoint } =
    call.input;
  const pairs: readonly (readonly [wanted: unknown, there: unknown])[] = [
    [Name, contact.Name],
    [Description, contact.Description],
    [QueueInfo?.Id, contact.QueueInfo?.Id],
    [UserInfo?.UserId, contact.AgentInfo?.Id],
    [CustomerEndpoint?.Address, contact.CustomerEndpoint?.Address],
    [SystemEndpoint?.Address, contact.SystemEndpoint?.Address],
    ...Object.entries(SegmentAttributes ?? {}).map(
      ([name, value]) => [value, own(contact.SegmentAttributes, name)] as const,
    ),
  ];
  const isOther = pairs.some(
    ([wanted, there]) => wanted !== undefined && !isDeepStrictEqual(plain(wanted), plain(there)),
  );
  const references = References && !isOther ? new Map(await referencesNow(call, connect)) : new Map();
  const lacks = Object.entries(References ?? {}).some(([name, { Value }]) => references.get(name) !== Value);
  return isOther || lacks ? 'The contact does not have all values of the update.' : null;
}

async function referencesNow({ instanceId, input }: Call, connect: ConnectSession) {
  const references = await connect.loaders.references.load({ instanceId, id: input.ContactId ?? '' });
  return (references ?? []).map(referenceOf).map(({ name, value }) => [name, value ?? ''] as const);
}

/** Removes undefined members. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

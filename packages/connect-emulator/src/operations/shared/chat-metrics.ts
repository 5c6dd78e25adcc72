import type { ChatMetrics, ParticipantMetrics, ParticipantRole, ParticipantType } from '@aws-sdk/client-connect';
import type { Transcript, TranscriptItem } from '../../world/contacts/transcripts.js';
import type { Contact, Time } from '../../world/entities.js';
import { dateOf } from '../date.js';

interface Message {
  readonly at: Time;
  readonly role: ParticipantRole;
  readonly participantId: string;
  readonly length: number;
  /** Milliseconds since the last message of the other side. Set only for a response to that message. */
  readonly responseMs?: number;
}

/** Roles of automated participants. */
const bots: ReadonlySet<ParticipantRole> = new Set(['CUSTOM_BOT', 'SYSTEM']);

/** Computes the metrics of a chat's messages so far. */
export function chatMetrics(contact: Contact, transcript: Transcript | undefined, now: Time): ChatMetrics | undefined {
  if (contact.channel !== 'CHAT' || !transcript) return undefined;
  const messages = withResponses(transcript.items.filter(({ at }) => at <= now));
  const automated = messages.filter(({ role }) => bots.has(role));
  const { connectedToAgentAt: connected, endedAt } = contact;
  const first = messages.find(({ role, at }) => role === 'AGENT' && at >= (connected ?? now));
  const lastOfCustomer = messages.findLast(({ role }) => role === 'CUSTOMER');
  return {
    ChatContactMetrics: {
      MultiParty: new Set(messages.filter(({ role }) => !bots.has(role)).map((each) => each.participantId)).size > 2,
      TotalMessages: messages.length,
      TotalBotMessages: automated.length,
      TotalBotMessageLengthInChars: lengthOf(automated),
      ConversationCloseTimeInMillis: endedAt && lastOfCustomer && Math.max(0, endedAt - lastOfCustomer.at),
      ConversationTurnCount: messages.filter(({ responseMs }) => responseMs !== undefined).length,
      AgentFirstResponseTimestamp: dateOf(first?.at),
      AgentFirstResponseTimeInMillis: first && connected && first.at - connected,
    },
    AgentMetrics: participantMetrics('AGENT', messages),
    CustomerMetrics: participantMetrics('CUSTOMER', messages),
  };
}

function withResponses(items: readonly TranscriptItem[]): Message[] {
  let last: Message | undefined;
  return items.flatMap(({ at, role, participantId, message }) => {
    if (!message) return [];
    const isResponse = last !== undefined && (last.role === 'CUSTOMER') !== (role === 'CUSTOMER');
    const responseMs = isResponse && last ? at - last.at : undefined;
    last = { at, role, participantId, length: message.text.length, responseMs };
    return [last];
  });
}

function participantMetrics(
  role: ParticipantRole & ParticipantType,
  messages: readonly Message[],
): ParticipantMetrics | undefined {
  const own = messages.filter((message) => message.role === role);
  const last = own.at(-1);
  if (!last) return undefined;
  const responses = own.flatMap(({ responseMs }) => (responseMs === undefined ? [] : [responseMs]));
  return {
    ParticipantId: last.participantId,
    ParticipantType: role,
    MessagesSent: own.length,
    NumResponses: responses.length,
    MessageLengthInChars: lengthOf(own),
    TotalResponseTimeInMillis: responses.reduce((sum, ms) => sum + ms, 0),
    MaxResponseTimeInMillis: Math.max(0, ...responses),
    LastMessageTimestamp: dateOf(last.at),
  };
}

function lengthOf(messages: readonly Message[]): number {
  return messages.reduce((sum, { length }) => sum + length, 0);
}

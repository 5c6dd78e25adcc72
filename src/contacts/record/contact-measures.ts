import type {
  AgentQualityMetrics,
  AudioQualityMetricsInfo,
  ChatContactMetrics,
  ChatMetrics,
  ParticipantMetrics,
  QualityMetrics,
} from '@aws-sdk/client-connect';
import { Float, ID, Int, ObjectType } from 'type-graphql';
import { Member } from '../../graph/member.js';
import { DateTime } from '../../graph/types/scalars.js';

@ObjectType({ description: 'Audio quality on one side of a call.' })
export class ConnectAudioQuality implements AudioQualityMetricsInfo {
  @Member('score', () => Float, 'Score from 1 (bad) to 5 (excellent).')
  QualityScore?: number;

  @Member('potentialIssues', () => [String], 'Possible causes of bad quality, as returned by Connect.')
  PotentialQualityIssues?: string[];
}

@ObjectType({ description: 'Connection quality on one side of a call.' })
export class ConnectSideQuality implements AgentQualityMetrics {
  @Member('audio', () => ConnectAudioQuality, 'Audio quality on this side.')
  Audio?: AudioQualityMetricsInfo;
}

@ObjectType({ description: 'Connection quality of a call.' })
export class ConnectQualityMetrics implements QualityMetrics {
  @Member('user', () => ConnectSideQuality, "Quality on the agent's side.")
  Agent?: AgentQualityMetrics;

  @Member('customer', () => ConnectSideQuality, "Quality on the customer's side.")
  Customer?: AgentQualityMetrics;
}

@ObjectType({ description: 'Message totals of a whole chat.' })
export class ConnectChatTotals implements ChatContactMetrics {
  @Member('multiParty', () => Boolean, 'Whether multiparty chat or supervisor barge was enabled.')
  MultiParty?: boolean;

  @Member('messages', () => Int, 'Number of messages.')
  TotalMessages?: number;

  @Member('botMessages', () => Int, 'Number of messages by bots and automation.')
  TotalBotMessages?: number;

  @Member('botMessageCharacters', () => Int, 'Number of characters in messages by bots and automation.')
  TotalBotMessageLengthInChars?: number;

  @Member('closeTimeMilliseconds', () => Float, "Milliseconds from the customer's last message to the end of the chat.")
  ConversationCloseTimeInMillis?: number;

  @Member('turns', () => Int, 'Number of times that the conversation passed from one side to the other.')
  ConversationTurnCount?: number;

  @Member('userFirstRespondedAt', () => DateTime, "Time of the agent's first message.")
  AgentFirstResponseTimestamp?: Date;

  @Member(
    'userFirstResponseTimeMilliseconds',
    () => Float,
    "Milliseconds from the start of the chat with the agent to the agent's first message.",
  )
  AgentFirstResponseTimeInMillis?: number;
}

@ObjectType({ description: 'Message totals of one side of a chat.' })
export class ConnectChatSide implements ParticipantMetrics {
  @Member('participantId', () => ID, 'Id of the participant.')
  ParticipantId?: string;

  @Member('participantType', () => String, 'Type of the participant, as returned by Connect.')
  ParticipantType?: ParticipantMetrics['ParticipantType'];

  @Member('abandoned', () => Boolean, 'Whether the participant abandoned the conversation.')
  ConversationAbandon?: boolean;

  @Member('messages', () => Int, 'Number of messages that the participant sent.')
  MessagesSent?: number;

  @Member('responses', () => Int, "Number of the participant's messages that were responses.")
  NumResponses?: number;

  @Member('messageCharacters', () => Int, "Number of characters in the participant's messages.")
  MessageLengthInChars?: number;

  @Member('responseTimeMilliseconds', () => Float, 'Total response time in milliseconds.')
  TotalResponseTimeInMillis?: number;

  @Member('maxResponseTimeMilliseconds', () => Float, 'Longest response time in milliseconds.')
  MaxResponseTimeInMillis?: number;

  @Member('lastMessageAt', () => DateTime, "Time of the participant's last message.")
  LastMessageTimestamp?: Date;
}

@ObjectType({ description: 'Message totals of a chat.' })
export class ConnectChatMetrics implements ChatMetrics {
  @Member('total', () => ConnectChatTotals, 'Totals of the whole chat.')
  ChatContactMetrics?: ChatContactMetrics;

  @Member('user', () => ConnectChatSide, 'Totals of the agent.')
  AgentMetrics?: ParticipantMetrics;

  @Member('customer', () => ConnectChatSide, 'Totals of the customer.')
  CustomerMetrics?: ParticipantMetrics;
}

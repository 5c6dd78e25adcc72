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

@ObjectType({ description: 'How good the sound of one side of a call was.' })
export class ConnectAudioQuality implements AudioQualityMetricsInfo {
  @Member('score', () => Float, 'From 1, bad, to 5, excellent.')
  QualityScore?: number;

  @Member('potentialIssues', () => [String], 'Possible causes of bad quality, in the words of Connect.')
  PotentialQualityIssues?: string[];
}

@ObjectType({ description: 'How good one side of a call was.' })
export class ConnectSideQuality implements AgentQualityMetrics {
  @Member('audio', () => ConnectAudioQuality, 'Of its sound.')
  Audio?: AudioQualityMetricsInfo;
}

@ObjectType({ description: 'How good the connection of a call was.' })
export class ConnectQualityMetrics implements QualityMetrics {
  @Member('user', () => ConnectSideQuality, "On the user's side.")
  Agent?: AgentQualityMetrics;

  @Member('customer', () => ConnectSideQuality, "On the customer's side.")
  Customer?: AgentQualityMetrics;
}

@ObjectType({ description: 'Totals of a whole chat.' })
export class ConnectChatTotals implements ChatContactMetrics {
  @Member('multiParty', () => Boolean, 'Whether more than two took part.')
  MultiParty?: boolean;

  @Member('messages', () => Int, 'How many messages there were.')
  TotalMessages?: number;

  @Member('botMessages', () => Int, 'How many of them bots and automation wrote.')
  TotalBotMessages?: number;

  @Member('botMessageCharacters', () => Int, 'How many characters those had.')
  TotalBotMessageLengthInChars?: number;

  @Member('closeTimeMilliseconds', () => Float, "Milliseconds from the customer's last message to the end.")
  ConversationCloseTimeInMillis?: number;

  @Member('turns', () => Int, 'How often the word passed from one side to the other.')
  ConversationTurnCount?: number;

  @Member('userFirstRespondedAt', () => DateTime, 'When the user first wrote.')
  AgentFirstResponseTimestamp?: Date;

  @Member('userFirstResponseTimeMilliseconds', () => Float, 'Milliseconds that the user took for it.')
  AgentFirstResponseTimeInMillis?: number;
}

@ObjectType({ description: 'Totals of one side of a chat.' })
export class ConnectChatSide implements ParticipantMetrics {
  @Member('participantId', () => ID, 'Id of the participant.')
  ParticipantId?: string;

  @Member('participantType', () => String, 'Type of the participant, in the words of Connect.')
  ParticipantType?: ParticipantMetrics['ParticipantType'];

  @Member('abandoned', () => Boolean, 'Whether this side left the conversation.')
  ConversationAbandon?: boolean;

  @Member('messages', () => Int, 'How many messages it sent.')
  MessagesSent?: number;

  @Member('responses', () => Int, 'How many of them were responses.')
  NumResponses?: number;

  @Member('messageCharacters', () => Int, 'How many characters its messages had.')
  MessageLengthInChars?: number;

  @Member('responseTimeMilliseconds', () => Float, 'Milliseconds that its responses took in all.')
  TotalResponseTimeInMillis?: number;

  @Member('maxResponseTimeMilliseconds', () => Float, 'Milliseconds that the slowest of them took.')
  MaxResponseTimeInMillis?: number;

  @Member('lastMessageAt', () => DateTime, 'When it last wrote.')
  LastMessageTimestamp?: Date;
}

@ObjectType({ description: "Totals of a chat's messages." })
export class ConnectChatMetrics implements ChatMetrics {
  @Member('total', () => ConnectChatTotals, 'Of the whole chat.')
  ChatContactMetrics?: ChatContactMetrics;

  @Member('user', () => ConnectChatSide, 'Of the user, the agent.')
  AgentMetrics?: ParticipantMetrics;

  @Member('customer', () => ConnectChatSide, 'Of the customer.')
  CustomerMetrics?: ParticipantMetrics;
}

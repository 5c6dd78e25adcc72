import type { PersistentChat } from '@aws-sdk/client-connect';
import { Field, ID, InputType } from 'type-graphql';
import type { IdResolver } from '../../../connect/inputs/id-resolver.js';
import { describeEnum } from '../../../graph/types/open-enum.js';

export enum ConnectRehydrationTypeInput {
  ENTIRE_PAST_SESSION = 'ENTIRE_PAST_SESSION',
  FROM_SEGMENT = 'FROM_SEGMENT',
}
describeEnum(
  ConnectRehydrationTypeInput,
  'ConnectRehydrationTypeInput',
  'How much of a past chat is taken over into another.',
  {
    ENTIRE_PAST_SESSION: 'All of it: the source is the first contact of its chain.',
    FROM_SEGMENT: 'The transcript up to the end of the source.',
  },
);

@InputType({ description: 'A chat that is over, with which another goes on.' })
export class ConnectPersistentChatInput {
  @Field(() => ConnectRehydrationTypeInput, { description: 'How much of it is taken over.' })
  rehydrationType!: ConnectRehydrationTypeInput;

  @Field(() => ID, { description: 'Id or ARN of its contact: the first one for ENTIRE_PAST_SESSION.' })
  sourceContactId!: string;
}

/** Converts a past chat to Connect's input. @param path Path of the chat in the input, with a dot at its end. */
export function persistentChatOf(chat: ConnectPersistentChatInput, path: string, ids: IdResolver) {
  return {
    RehydrationType: chat.rehydrationType,
    SourceContactId: ids.id('contact', `${path}sourceContactId`, chat.sourceContactId),
  } satisfies PersistentChat;
}

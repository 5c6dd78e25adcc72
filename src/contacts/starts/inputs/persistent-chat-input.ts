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
  'Extent of a past chat to carry over into another chat.',
  {
    ENTIRE_PAST_SESSION: 'Whole past chat. The source must be the first contact of its chain.',
    FROM_SEGMENT: 'Transcript up to the end of the source contact.',
  },
);

@InputType({ description: 'Past chat that another chat continues.' })
export class ConnectPersistentChatInput {
  @Field(() => ConnectRehydrationTypeInput, { description: 'Extent of the past chat to carry over.' })
  rehydrationType!: ConnectRehydrationTypeInput;

  @Field(() => ID, {
    description: 'Id or ARN of the past contact. For ENTIRE_PAST_SESSION, it must be the first contact of its chain.',
  })
  sourceContactId!: string;
}

/** Converts a past chat to Connect's input. @param path Path of the chat in the input, with a dot at its end. */
export function persistentChatOf(chat: ConnectPersistentChatInput, path: string, ids: IdResolver) {
  return {
    RehydrationType: chat.rehydrationType,
    SourceContactId: ids.id('contact', `${path}sourceContactId`, chat.sourceContactId),
  } satisfies PersistentChat;
}

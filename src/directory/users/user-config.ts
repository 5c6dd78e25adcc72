import type { AfterContactWorkConfig, User, UserPhoneConfig } from '@aws-sdk/client-connect';
import { Field, Int, ObjectType } from 'type-graphql';
import { openEnum } from '../../graph/types/open-enum.js';
import { ConnectChannel } from '../channel.js';

@ObjectType({ description: "How a user's contacts arrive." })
export class ConnectUserPhoneConfig {
  @Field(() => String, {
    nullable: true,
    description: 'SOFT_PHONE (in the browser) or DESK_PHONE, as Connect says it.',
  })
  phoneType!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether contacts are accepted for the user.' })
  autoAccept!: boolean | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Seconds for work after a contact before the next is offered; 0 is without end.',
  })
  afterContactWorkSeconds!: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the line stays open between calls.' })
  persistentConnection!: boolean | null;
}

/** Converts a cached phone configuration. Its time limit is in seconds. */
export function phoneConfigOf(config: UserPhoneConfig): ConnectUserPhoneConfig {
  return {
    phoneType: config.PhoneType ?? null,
    autoAccept: config.AutoAccept ?? null,
    afterContactWorkSeconds: config.AfterContactWorkTimeLimit ?? null,
    persistentConnection: config.PersistentConnection ?? null,
  };
}

@ObjectType({ description: 'A phone of a user for one channel. Personal data.' })
export class ConnectUserPhoneNumber {
  @Field(() => ConnectChannel, { nullable: true, description: 'For which channel.' })
  channel!: ConnectChannel | null;

  @Field(() => String, { nullable: true, description: 'The channel as Connect sent it.' })
  channelRaw!: string | null;

  @Field(() => String, { nullable: true, description: 'SOFT_PHONE or DESK_PHONE, as Connect says it.' })
  phoneType!: string | null;

  @Field(() => String, { nullable: true, description: 'The number of a desk phone; null for a soft phone.' })
  phoneNumber!: string | null;
}

export function phoneNumbersOf({ PhoneNumberConfigs }: User): ConnectUserPhoneNumber[] | null {
  const configs = PhoneNumberConfigs?.map(({ Channel, PhoneType, PhoneNumber }) => ({
    channel: openEnum(ConnectChannel, Channel),
    channelRaw: Channel ?? null,
    phoneType: PhoneType ?? null,
    phoneNumber: PhoneNumber ?? null,
  }));
  return configs ?? null;
}

@ObjectType({ description: 'Settings of a user for one channel; null where they are not set.' })
export class ConnectUserChannelConfig {
  @Field(() => ConnectChannel, { nullable: true, description: 'The channel.' })
  channel!: ConnectChannel | null;

  @Field(() => String, { nullable: true, description: 'The channel as Connect sent it.' })
  channelRaw!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether contacts are accepted for the user.' })
  autoAccept!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'As `autoAccept`, for callbacks that ring the agent first.' })
  callbackAutoAccept!: boolean | null;

  @Field(() => Int, { nullable: true, description: 'Seconds for work after a contact; 0 is without end.' })
  afterContactWorkSeconds!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'As `afterContactWorkSeconds`, for callbacks that ring the agent first.',
  })
  callbackAfterContactWorkSeconds!: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the line stays open between calls.' })
  persistentConnection!: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: "VOICE_ISOLATION, NOISE_SUPPRESSION or NONE, as Connect says it: what is done to the user's voice.",
  })
  voiceEnhancementMode!: string | null;
}

/** Merges Connect's four lists, one per setting, into one list by channel. */
export function channelConfigsOf({
  AutoAcceptConfigs = [],
  AfterContactWorkConfigs = [],
  PersistentConnectionConfigs = [],
  VoiceEnhancementConfigs = [],
}: User): ConnectUserChannelConfig[] {
  const lists = [AutoAcceptConfigs, AfterContactWorkConfigs, PersistentConnectionConfigs, VoiceEnhancementConfigs];
  const channels = new Set(lists.flatMap((configs) => configs.map(({ Channel }) => Channel)));
  const seconds = (config: AfterContactWorkConfig | undefined) => config?.AfterContactWorkTimeLimit ?? null;
  return [...channels].map((channel) => {
    const ofChannel = ({ Channel }: { readonly Channel: typeof channel }) => Channel === channel;
    const autoAccept = AutoAcceptConfigs.find(ofChannel);
    const afterContactWork = AfterContactWorkConfigs.find(ofChannel);
    return {
      channel: openEnum(ConnectChannel, channel),
      channelRaw: channel ?? null,
      autoAccept: autoAccept?.AutoAccept ?? null,
      callbackAutoAccept: autoAccept?.AgentFirstCallbackAutoAccept ?? null,
      afterContactWorkSeconds: seconds(afterContactWork?.AfterContactWorkConfig),
      callbackAfterContactWorkSeconds: seconds(afterContactWork?.AgentFirstCallbackAfterContactWorkConfig),
      persistentConnection: PersistentConnectionConfigs.find(ofChannel)?.PersistentConnection ?? null,
      voiceEnhancementMode: VoiceEnhancementConfigs.find(ofChannel)?.VoiceEnhancementMode ?? null,
    };
  });
}

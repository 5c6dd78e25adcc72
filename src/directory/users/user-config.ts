import type { AfterContactWorkConfig, User, UserPhoneConfig } from '@aws-sdk/client-connect';
import { Field, Int, ObjectType } from 'type-graphql';
import { openEnum } from '../../graph/types/open-enum.js';
import { ConnectChannel } from '../channel.js';

@ObjectType({ description: 'Phone settings of a user.' })
export class ConnectUserPhoneConfig {
  @Field(() => String, {
    nullable: true,
    description: 'Phone type as returned by Connect: SOFT_PHONE (in the browser) or DESK_PHONE.',
  })
  phoneType!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether contacts are accepted automatically for the user.' })
  autoAccept!: boolean | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Time for after-contact work before the next contact is offered, in seconds. 0 means no time limit.',
  })
  afterContactWorkSeconds!: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the phone connection stays open between calls.' })
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

@ObjectType({ description: 'Phone of a user for one channel. Personal data.' })
export class ConnectUserPhoneNumber {
  @Field(() => ConnectChannel, { nullable: true, description: 'Channel that the phone is for.' })
  channel!: ConnectChannel | null;

  @Field(() => String, { nullable: true, description: 'Channel as returned by Connect.' })
  channelRaw!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Phone type as returned by Connect: SOFT_PHONE (in the browser) or DESK_PHONE.',
  })
  phoneType!: string | null;

  @Field(() => String, { nullable: true, description: 'Number of the desk phone. Null for a softphone.' })
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

@ObjectType({ description: 'Settings of a user for one channel. A setting is null if it is not set.' })
export class ConnectUserChannelConfig {
  @Field(() => ConnectChannel, { nullable: true, description: 'Channel that the settings apply to.' })
  channel!: ConnectChannel | null;

  @Field(() => String, { nullable: true, description: 'Channel as returned by Connect.' })
  channelRaw!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether contacts are accepted automatically for the user.' })
  autoAccept!: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether callbacks that ring the agent first are accepted automatically.',
  })
  callbackAutoAccept!: boolean | null;

  @Field(() => Int, { nullable: true, description: 'Time for after-contact work, in seconds. 0 means no time limit.' })
  afterContactWorkSeconds!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Time for after-contact work after callbacks that ring the agent first, in seconds. 0 means no time limit.',
  })
  callbackAfterContactWorkSeconds!: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the phone connection stays open between calls.' })
  persistentConnection!: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: "Processing of the user's voice, as returned by Connect: VOICE_ISOLATION, NOISE_SUPPRESSION or NONE.",
  })
  voiceEnhancementMode!: string | null;
}

/** Merges Connect's four lists of settings into one list by channel. */
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

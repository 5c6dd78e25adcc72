import { Directive, Field, ID, InputType } from 'type-graphql';
import { oneOf } from '../../graph/build/one-of.js';
import { describeEnum } from '../../graph/types/open-enum.js';
import { DateTime } from '../../graph/types/scalars.js';
import { ConnectTagFilter } from '../../graph/types/tag.js';

export enum ConnectTimeRangeType {
  INITIATED_AT = 'INITIATED_AT',
  SCHEDULED_AT = 'SCHEDULED_AT',
  CONNECTED_TO_USER_AT = 'CONNECTED_TO_USER_AT',
  ENQUEUED_AT = 'ENQUEUED_AT',
  DISCONNECTED_AT = 'DISCONNECTED_AT',
}
describeEnum(ConnectTimeRangeType, 'ConnectTimeRangeType', 'Which time of a contact a range is about.', {
  INITIATED_AT: 'When it began.',
  SCHEDULED_AT: 'For when it was scheduled.',
  CONNECTED_TO_USER_AT: 'When an agent began to handle it.',
  ENQUEUED_AT: 'When it entered its queue.',
  DISCONNECTED_AT: 'When it ended.',
});

@InputType({ description: 'A stretch of time.' })
export class ConnectTimeRange {
  @Field(() => ConnectTimeRangeType, {
    defaultValue: ConnectTimeRangeType.INITIATED_AT,
    description: 'Which time it is about.',
  })
  type!: ConnectTimeRangeType;

  @Field(() => DateTime, { description: 'From this moment on.' })
  from!: Date;

  @Field(() => DateTime, { description: 'Until this moment; after `from`.' })
  to!: Date;
}

export enum ConnectSearchMatch {
  ALL = 'ALL',
  ANY = 'ANY',
  EXACT = 'EXACT',
  NONE = 'NONE',
}
describeEnum(ConnectSearchMatch, 'ConnectSearchMatch', 'How several conditions of one kind combine.', {
  ALL: 'All hold.',
  ANY: 'One holds at least.',
  EXACT: 'The whole is one of them, not a part.',
  NONE: 'None holds.',
});

const matchField = { defaultValue: ConnectSearchMatch.ALL, description: 'How they combine.' };

@InputType({ description: 'Texts to look for. Whoever asks by personal data needs the scope for it.' })
export class ConnectTextFilter {
  @Field(() => [String], { description: 'The texts, 100 at most, each of 128 characters at most.' })
  texts!: string[];

  @Field(() => ConnectSearchMatch, matchField)
  match!: ConnectSearchMatch;
}

export enum ConnectParticipantRoleFilter {
  AGENT = 'AGENT',
  CUSTOMER = 'CUSTOMER',
  SYSTEM = 'SYSTEM',
  CUSTOM_BOT = 'CUSTOM_BOT',
  SUPERVISOR = 'SUPERVISOR',
}
describeEnum(ConnectParticipantRoleFilter, 'ConnectParticipantRoleFilter', 'Role of the speaker.', {
  AGENT: "A user's, the agent's.",
  CUSTOMER: "The customer's.",
  SYSTEM: "Connect's own.",
  CUSTOM_BOT: "A bot's.",
  SUPERVISOR: "A supervisor's.",
});

@InputType({ description: 'Words of the participants of one role.' })
export class ConnectTranscriptCondition extends ConnectTextFilter {
  @Field(() => ConnectParticipantRoleFilter, { description: 'Role of the speaker.' })
  participantRole!: ConnectParticipantRoleFilter;
}

@InputType({ description: 'Words of the analysed transcript.' })
export class ConnectTranscriptFilter {
  @Field(() => [ConnectTranscriptCondition], { description: 'By whom what was said; 6 at most.' })
  conditions!: ConnectTranscriptCondition[];

  @Field(() => ConnectSearchMatch, matchField)
  match!: ConnectSearchMatch;
}

@InputType({ description: 'An attribute and what it may be.' })
export class ConnectAttributeCondition {
  @Field({ description: 'Its name.' })
  name!: string;

  @Field(() => [String], { description: 'It has one of these values; 20 at most.' })
  values!: string[];
}

@InputType({ description: 'Attributes to look for.' })
export class ConnectAttributesFilter {
  @Field(() => [ConnectAttributeCondition], { description: 'The attributes; 15 at most.' })
  conditions!: ConnectAttributeCondition[];

  @Field(() => ConnectSearchMatch, matchField)
  match!: ConnectSearchMatch;
}

@InputType({ description: 'Hierarchy groups of users, by their level.' })
export class ConnectHierarchyGroupsFilter {
  @Field(() => [ID], { nullable: true, description: 'Ids of groups of level 1; 10 at most.' })
  level1Ids?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Ids of groups of level 2; 10 at most.' })
  level2Ids?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Ids of groups of level 3; 10 at most.' })
  level3Ids?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Ids of groups of level 4; 10 at most.' })
  level4Ids?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Ids of groups of level 5; 10 at most.' })
  level5Ids?: string[] | null;
}

@InputType({ description: 'Users whom the routing criteria want by name.' })
export class ConnectRoutingStepFilter {
  @Field(() => [ID], { description: 'Ids or ARNs of the users; 100 at most.' })
  userIds!: string[];

  @Field(() => ConnectSearchMatch, matchField)
  match!: ConnectSearchMatch;
}

@Directive(oneOf)
@InputType({ description: 'Tags to look for, in one of three ways.' })
export class ConnectTagsFilter {
  @Field(() => ConnectTagFilter, { nullable: true, description: 'This tag.' })
  tag?: ConnectTagFilter | null;

  @Field(() => [ConnectTagFilter], { nullable: true, description: 'All of these tags.' })
  all?: ConnectTagFilter[] | null;

  @Field(() => [[ConnectTagFilter]], { nullable: true, description: 'All tags of one of these lists.' })
  any?: ConnectTagFilter[][] | null;
}

@Directive(oneOf)
@InputType({ description: 'A stretch of time, or a time that a contact does not have.' })
export class ConnectTimeCondition {
  @Field(() => ConnectTimeRange, { nullable: true, description: 'The time lies in this stretch.' })
  within?: ConnectTimeRange | null;

  @Field(() => ConnectTimeRangeType, { nullable: true, description: 'The contact has no such time.' })
  missing?: ConnectTimeRangeType | null;
}

@InputType({ description: 'Times beside the first.' })
export class ConnectTimesFilter {
  @Field(() => [ConnectTimeCondition], { description: 'The times.' })
  conditions!: ConnectTimeCondition[];

  @Field(() => ConnectSearchMatch, matchField)
  match!: ConnectSearchMatch;
}

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
describeEnum(ConnectTimeRangeType, 'ConnectTimeRangeType', 'Timestamp of a contact that a time range applies to.', {
  INITIATED_AT: 'Time when the contact was initiated.',
  SCHEDULED_AT: 'Time that the contact was scheduled for.',
  CONNECTED_TO_USER_AT: 'Time when an agent began to handle the contact.',
  ENQUEUED_AT: 'Time when the contact entered its queue.',
  DISCONNECTED_AT: 'Time when the contact ended.',
});

@InputType({ description: 'Time range for one timestamp of a contact.' })
export class ConnectTimeRange {
  @Field(() => ConnectTimeRangeType, {
    defaultValue: ConnectTimeRangeType.INITIATED_AT,
    description: 'Timestamp that the range applies to.',
  })
  type!: ConnectTimeRangeType;

  @Field(() => DateTime, { description: 'Start of the range.' })
  from!: Date;

  @Field(() => DateTime, { description: 'End of the range. Must be after `from`.' })
  to!: Date;
}

export enum ConnectSearchMatch {
  ALL = 'ALL',
  ANY = 'ANY',
  EXACT = 'EXACT',
  NONE = 'NONE',
}
describeEnum(ConnectSearchMatch, 'ConnectSearchMatch', 'How several conditions or values are combined.', {
  ALL: 'All must match.',
  ANY: 'At least one must match.',
  EXACT: 'One must match the complete value, not a part of it.',
  NONE: 'Matches if none of them matches.',
});

const matchField = { defaultValue: ConnectSearchMatch.ALL, description: 'How the conditions or values are combined.' };

@InputType({ description: 'Texts to search for. A search in personal data needs the scope `contacts:pii`.' })
export class ConnectTextFilter {
  @Field(() => [String], { description: 'Texts, at most 100, each of at most 128 characters.' })
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
  AGENT: 'Agent (user).',
  CUSTOMER: 'Customer.',
  SYSTEM: 'Connect itself.',
  CUSTOM_BOT: 'Bot.',
  SUPERVISOR: 'Supervisor.',
});

@InputType({ description: 'Words of the participants with one role.' })
export class ConnectTranscriptCondition extends ConnectTextFilter {
  @Field(() => ConnectParticipantRoleFilter, { description: 'Role of the speaker.' })
  participantRole!: ConnectParticipantRoleFilter;
}

@InputType({ description: 'Words in the analysed transcript.' })
export class ConnectTranscriptFilter {
  @Field(() => [ConnectTranscriptCondition], {
    description: 'Words to search for by participant role, at most 6 conditions.',
  })
  conditions!: ConnectTranscriptCondition[];

  @Field(() => ConnectSearchMatch, matchField)
  match!: ConnectSearchMatch;
}

@InputType({ description: 'Condition on one attribute.' })
export class ConnectAttributeCondition {
  @Field({ description: 'Name of the attribute.' })
  name!: string;

  @Field(() => [String], { description: 'Accepted values, at most 20. The attribute must have one of them.' })
  values!: string[];
}

@InputType({ description: 'Conditions on attributes.' })
export class ConnectAttributesFilter {
  @Field(() => [ConnectAttributeCondition], { description: 'Conditions on single attributes, at most 15.' })
  conditions!: ConnectAttributeCondition[];

  @Field(() => ConnectSearchMatch, matchField)
  match!: ConnectSearchMatch;
}

@InputType({ description: 'Hierarchy groups of users, by level.' })
export class ConnectHierarchyGroupsFilter {
  @Field(() => [ID], { nullable: true, description: 'Ids of groups of level 1, at most 10.' })
  level1Ids?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Ids of groups of level 2, at most 10.' })
  level2Ids?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Ids of groups of level 3, at most 10.' })
  level3Ids?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Ids of groups of level 4, at most 10.' })
  level4Ids?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Ids of groups of level 5, at most 10.' })
  level5Ids?: string[] | null;
}

@InputType({ description: 'Selects contacts by the agents that a step of their routing criteria names.' })
export class ConnectRoutingStepFilter {
  @Field(() => [ID], { description: 'Ids or ARNs of the users, at most 100.' })
  userIds!: string[];

  @Field(() => ConnectSearchMatch, matchField)
  match!: ConnectSearchMatch;
}

@Directive(oneOf)
@InputType({ description: 'Tags to search for. Exactly one field must be given.' })
export class ConnectTagsFilter {
  @Field(() => ConnectTagFilter, { nullable: true, description: 'Tag that the contact must have.' })
  tag?: ConnectTagFilter | null;

  @Field(() => [ConnectTagFilter], { nullable: true, description: 'Tags that the contact must all have.' })
  all?: ConnectTagFilter[] | null;

  @Field(() => [[ConnectTagFilter]], {
    nullable: true,
    description: 'Lists of tags. The contact must have all tags of at least one list.',
  })
  any?: ConnectTagFilter[][] | null;
}

@Directive(oneOf)
@InputType({ description: 'Condition on a timestamp. Exactly one field must be given.' })
export class ConnectTimeCondition {
  @Field(() => ConnectTimeRange, { nullable: true, description: 'Range that must contain the timestamp.' })
  within?: ConnectTimeRange | null;

  @Field(() => ConnectTimeRangeType, { nullable: true, description: 'Timestamp that the contact must not have.' })
  missing?: ConnectTimeRangeType | null;
}

@InputType({ description: 'Conditions on timestamps, in addition to `timeRange`.' })
export class ConnectTimesFilter {
  @Field(() => [ConnectTimeCondition], { description: 'Conditions on single timestamps.' })
  conditions!: ConnectTimeCondition[];

  @Field(() => ConnectSearchMatch, matchField)
  match!: ConnectSearchMatch;
}

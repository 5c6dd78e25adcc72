import { Field, ID, InputType } from 'type-graphql';
import { closedEnum, describeEnum } from '../../graph/types/open-enum.js';
import {
  ConnectChannelFilter,
  ConnectContactInitiationMethod,
  ConnectSortOrder,
  initiationMethodDescriptions,
} from '../contact-enums.js';
import {
  ConnectAttributesFilter,
  ConnectHierarchyGroupsFilter,
  ConnectRoutingStepFilter,
  ConnectTagsFilter,
  ConnectTextFilter,
  ConnectTimeRange,
  ConnectTimesFilter,
  ConnectTranscriptFilter,
} from './contact-search-conditions.js';

export const ConnectContactInitiationMethodFilter = closedEnum(ConnectContactInitiationMethod);
export type ConnectContactInitiationMethodFilter = Exclude<
  ConnectContactInitiationMethod,
  ConnectContactInitiationMethod.UNKNOWN
>;
describeEnum(
  ConnectContactInitiationMethodFilter,
  'ConnectContactInitiationMethodFilter',
  'Initiation methods that can be asked for.',
  initiationMethodDescriptions,
);

export enum ConnectContactSortField {
  INITIATED_AT = 'INITIATED_AT',
  SCHEDULED_AT = 'SCHEDULED_AT',
  CONNECTED_TO_USER_AT = 'CONNECTED_TO_USER_AT',
  DISCONNECTED_AT = 'DISCONNECTED_AT',
  CHANNEL = 'CHANNEL',
  INITIATION_METHOD = 'INITIATION_METHOD',
  EXPIRES_AT = 'EXPIRES_AT',
}
describeEnum(ConnectContactSortField, 'ConnectContactSortField', 'By what contacts can be sorted.', {
  INITIATED_AT: 'When they began.',
  SCHEDULED_AT: 'For when they were scheduled.',
  CONNECTED_TO_USER_AT: 'When an agent began to handle them.',
  DISCONNECTED_AT: 'When they ended.',
  CHANNEL: 'Their channel.',
  INITIATION_METHOD: 'How they came about.',
  EXPIRES_AT: 'When they expire.',
});

@InputType({
  description: 'All conditions given must hold. Without `timeRange`, the contacts initiated in the last 24 hours.',
})
export class ConnectContactFilter {
  @Field(() => ConnectTimeRange, { nullable: true, description: 'When; the last 24 hours when absent.' })
  timeRange?: ConnectTimeRange | null;

  @Field(() => [ConnectChannelFilter], { nullable: true, description: 'In one of these channels.' })
  channels?: ConnectChannelFilter[] | null;

  @Field(() => [ID], { nullable: true, description: 'In one of these queues, ids or ARNs; 100 at most.' })
  queueIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Handled by one of these users, ids or ARNs; 100 at most.' })
  userIds?: string[] | null;

  @Field(() => [ConnectContactInitiationMethodFilter], {
    nullable: true,
    description: 'Come about in one of these ways.',
  })
  initiationMethods?: ConnectContactInitiationMethodFilter[] | null;

  @Field(() => ConnectTextFilter, {
    nullable: true,
    description: 'With such a name. Personal data: needs the scope `contacts:pii`.',
  })
  name?: ConnectTextFilter | null;

  @Field(() => ConnectHierarchyGroupsFilter, {
    nullable: true,
    description: 'Handled by a user of one of these hierarchy groups.',
  })
  hierarchyGroups?: ConnectHierarchyGroupsFilter | null;

  @Field(() => ConnectTranscriptFilter, {
    nullable: true,
    description: 'In which this was said. Personal data: needs the scope `contacts:pii`.',
  })
  transcript?: ConnectTranscriptFilter | null;

  @Field(() => [ConnectRoutingStepFilter], {
    nullable: true,
    description: 'Contacts whose routing criteria name these users, in any step.',
  })
  routingSteps?: ConnectRoutingStepFilter[] | null;

  @Field(() => ConnectTimesFilter, { nullable: true, description: 'Ranges of other times.' })
  additionalTimes?: ConnectTimesFilter | null;

  @Field(() => ConnectAttributesFilter, {
    nullable: true,
    description:
      'With these user-defined attributes, of those that can be searched for. Personal data: needs the scope `contacts:pii`.',
  })
  attributes?: ConnectAttributesFilter | null;

  @Field(() => ConnectAttributesFilter, {
    nullable: true,
    description: 'With these segment attributes. Personal data: needs the scope `contacts:pii`.',
  })
  segmentAttributes?: ConnectAttributesFilter | null;

  @Field(() => [String], { nullable: true, description: 'Handled in one of these AWS Regions.' })
  activeRegions?: string[] | null;

  @Field(() => ConnectTagsFilter, { nullable: true, description: 'With these tags.' })
  tags?: ConnectTagsFilter | null;
}

@InputType({ description: 'How to sort contacts.' })
export class ConnectContactSort {
  @Field(() => ConnectContactSortField, { description: 'By what.' })
  by!: ConnectContactSortField;

  @Field(() => ConnectSortOrder, { defaultValue: ConnectSortOrder.DESCENDING, description: 'In which direction.' })
  order!: ConnectSortOrder;
}

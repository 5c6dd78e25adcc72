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
  'Initiation method to filter by.',
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
describeEnum(ConnectContactSortField, 'ConnectContactSortField', 'Field to sort contacts by.', {
  INITIATED_AT: 'Time when the contact was initiated.',
  SCHEDULED_AT: 'Time that the contact was scheduled for.',
  CONNECTED_TO_USER_AT: 'Time when an agent began to handle the contact.',
  DISCONNECTED_AT: 'Time when the contact ended.',
  CHANNEL: 'Channel of the contact.',
  INITIATION_METHOD: 'Initiation method of the contact.',
  EXPIRES_AT: 'Time when the contact expires.',
});

@InputType({
  description:
    'Filter for contacts. All given conditions must hold. Without `timeRange`, only contacts initiated in the last 24 hours match.',
})
export class ConnectContactFilter {
  @Field(() => ConnectTimeRange, {
    nullable: true,
    description: 'Time range of the contacts. Defaults to contacts initiated in the last 24 hours.',
  })
  timeRange?: ConnectTimeRange | null;

  @Field(() => [ConnectChannelFilter], { nullable: true, description: 'Channels. The contact must use one of them.' })
  channels?: ConnectChannelFilter[] | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      'Ids or ARNs of queues, at most 100. The contact must wait in one of them, or must have waited in it last.',
  })
  queueIds?: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Ids or ARNs of users, at most 100. One of them must handle or have handled the contact.',
  })
  userIds?: string[] | null;

  @Field(() => [ConnectContactInitiationMethodFilter], {
    nullable: true,
    description: 'Initiation methods. The contact must have one of them.',
  })
  initiationMethods?: ConnectContactInitiationMethodFilter[] | null;

  @Field(() => ConnectTextFilter, {
    nullable: true,
    description: "Texts in the contact's name. Personal data: needs the scope `contacts:pii`.",
  })
  name?: ConnectTextFilter | null;

  @Field(() => ConnectHierarchyGroupsFilter, {
    nullable: true,
    description: 'Hierarchy groups of the user who handles or handled the contact.',
  })
  hierarchyGroups?: ConnectHierarchyGroupsFilter | null;

  @Field(() => ConnectTranscriptFilter, {
    nullable: true,
    description: "Words in the contact's transcript. Personal data: needs the scope `contacts:pii`.",
  })
  transcript?: ConnectTranscriptFilter | null;

  @Field(() => [ConnectRoutingStepFilter], {
    nullable: true,
    description: "Specific agents in any step of the contact's routing criteria.",
  })
  routingSteps?: ConnectRoutingStepFilter[] | null;

  @Field(() => ConnectTimesFilter, { nullable: true, description: 'Conditions on further timestamps.' })
  additionalTimes?: ConnectTimesFilter | null;

  @Field(() => ConnectAttributesFilter, {
    nullable: true,
    description: 'Searchable user-defined attributes of the contact. Personal data: needs the scope `contacts:pii`.',
  })
  attributes?: ConnectAttributesFilter | null;

  @Field(() => ConnectAttributesFilter, {
    nullable: true,
    description: 'Segment attributes of the contact. Personal data: needs the scope `contacts:pii`.',
  })
  segmentAttributes?: ConnectAttributesFilter | null;

  @Field(() => [String], { nullable: true, description: 'AWS Regions. The contact must be handled in one of them.' })
  activeRegions?: string[] | null;

  @Field(() => ConnectTagsFilter, { nullable: true, description: 'Tags of the contact.' })
  tags?: ConnectTagsFilter | null;
}

@InputType({ description: 'Sort order of contacts.' })
export class ConnectContactSort {
  @Field(() => ConnectContactSortField, { description: 'Field to sort by.' })
  by!: ConnectContactSortField;

  @Field(() => ConnectSortOrder, { defaultValue: ConnectSortOrder.DESCENDING, description: 'Direction of the sort.' })
  order!: ConnectSortOrder;
}

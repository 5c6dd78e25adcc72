import type {
  DescribeInstanceAttributeCommandInput,
  DescribeInstanceAttributeCommandOutput,
  DescribeInstanceCommandInput,
  DescribeInstanceCommandOutput,
  DescribeInstanceStorageConfigCommandInput,
  DescribeInstanceStorageConfigCommandOutput,
  InstanceAttributeType,
  InstanceSummary,
  ListInstanceAttributesCommandInput,
  ListInstanceAttributesCommandOutput,
  ListInstanceStorageConfigsCommandInput,
  ListInstanceStorageConfigsCommandOutput,
  ListInstancesCommandInput,
  ListInstancesCommandOutput,
} from '@aws-sdk/client-connect';
import type { Instance } from '../../../world/entities.js';
import type { World } from '../../../world/world.js';
import { dateOf } from '../../date.js';
import { pageByCount } from '../../paging.js';
import { notFound } from '../../refusal.js';
import { instanceOf } from '../../resolve.js';
import type { Answer } from '../reads.js';

/** MaxResults is 1 to 10 for instances and storage, 1 to 7 for attributes. */
const usualSize = 10;
const usualAttributes = 7;

/** One instance. */
export function describeInstance(
  input: DescribeInstanceCommandInput,
  world: World,
): Answer<DescribeInstanceCommandOutput> {
  const { instance } = instanceOf(world, input.InstanceId);
  return { Instance: { ...summarize(instance), Tags: instance.tags } };
}

/** The instances of the account in this Region. */
export function listInstances(input: ListInstancesCommandInput, world: World): Answer<ListInstancesCommandOutput> {
  const { page, NextToken } = pageByCount(world, 'ListInstances', input, world.instances, usualSize);
  return { InstanceSummaryList: page.map(({ instance }) => summarize(instance)), NextToken };
}

/** Whether one feature is on. */
export function describeInstanceAttribute(
  input: DescribeInstanceAttributeCommandInput,
  world: World,
): Answer<DescribeInstanceAttributeCommandOutput> {
  const attributes = attributesOf(input.InstanceId, world);
  return { Attribute: attributes.find(({ AttributeType }) => AttributeType === input.AttributeType) };
}

/** Which features are on. */
export function listInstanceAttributes(
  input: ListInstanceAttributesCommandInput,
  world: World,
): Answer<ListInstanceAttributesCommandOutput> {
  const attributes = attributesOf(input.InstanceId, world);
  const { page, NextToken } = pageByCount(world, 'ListInstanceAttributes', input, attributes, usualAttributes);
  return { Attributes: [...page], NextToken };
}

/** Where one kind of thing is stored. */
export function describeInstanceStorageConfig(
  input: DescribeInstanceStorageConfigCommandInput,
  world: World,
): Answer<DescribeInstanceStorageConfigCommandOutput> {
  const found = instanceOf(world, input.InstanceId).directory.storage.find(
    ({ resourceType, config }) => resourceType === input.ResourceType && config.AssociationId === input.AssociationId,
  );
  if (!found) throw notFound();
  return { StorageConfig: found.config };
}

/** All places where one kind of thing is stored. */
export function listInstanceStorageConfigs(
  input: ListInstanceStorageConfigsCommandInput,
  world: World,
): Answer<ListInstanceStorageConfigsCommandOutput> {
  const configs = instanceOf(world, input.InstanceId)
    .directory.storage.filter(({ resourceType }) => resourceType === input.ResourceType)
    .map(({ config }) => config);
  const { page, NextToken } = pageByCount(world, 'ListInstanceStorageConfigs', input, configs, usualSize);
  return { StorageConfigs: [...page], NextToken };
}

function attributesOf(instanceId: string | undefined, world: World) {
  return Object.entries(instanceOf(world, instanceId).directory.attributes).map(([type, isOn]) => ({
    AttributeType: type as InstanceAttributeType,
    Value: String(isOn),
  }));
}

function summarize(instance: Instance): InstanceSummary {
  return {
    Id: instance.id,
    Arn: instance.arn,
    IdentityManagementType: 'CONNECT_MANAGED',
    InstanceAlias: instance.alias,
    CreatedTime: dateOf(instance.createdAt),
    ServiceRole: `arn:aws:iam::${instance.account}:role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect`,
    InstanceStatus: 'ACTIVE',
    InboundCallsEnabled: true,
    OutboundCallsEnabled: true,
    InstanceAccessUrl: `https://${instance.alias}.my.connect.aws`,
  };
}

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
import { instanceStateOf } from '../../resolve.js';
import type { OutputOf } from '../reads.js';

/** Default page sizes: the model's maximums of MaxResults, 7 for attributes and 10 for the other lists. */
const defaultPageSize = 10;
const defaultAttributePageSize = 7;

/** Describes one instance. */
export function describeInstance(
  input: DescribeInstanceCommandInput,
  world: World,
): OutputOf<DescribeInstanceCommandOutput> {
  const { instance } = instanceStateOf(world, input.InstanceId);
  return { Instance: { ...summarize(instance), Tags: instance.tags } };
}

/** Lists the instances of the account in this Region. */
export function listInstances(input: ListInstancesCommandInput, world: World): OutputOf<ListInstancesCommandOutput> {
  const { page, NextToken } = pageByCount(world, 'ListInstances', input, world.instances, defaultPageSize);
  return { InstanceSummaryList: page.map(({ instance }) => summarize(instance)), NextToken };
}

/** Describes one attribute of an instance: whether a feature is enabled. */
export function describeInstanceAttribute(
  input: DescribeInstanceAttributeCommandInput,
  world: World,
): OutputOf<DescribeInstanceAttributeCommandOutput> {
  const attributes = attributesOf(input.InstanceId, world);
  return { Attribute: attributes.find(({ AttributeType }) => AttributeType === input.AttributeType) };
}

/** Lists the attributes of an instance: which features are enabled. */
export function listInstanceAttributes(
  input: ListInstanceAttributesCommandInput,
  world: World,
): OutputOf<ListInstanceAttributesCommandOutput> {
  const attributes = attributesOf(input.InstanceId, world);
  const { page, NextToken } = pageByCount(world, 'ListInstanceAttributes', input, attributes, defaultAttributePageSize);
  return { Attributes: [...page], NextToken };
}

/** Describes one storage configuration of an instance, by resource type and association id. */
export function describeInstanceStorageConfig(
  input: DescribeInstanceStorageConfigCommandInput,
  world: World,
): OutputOf<DescribeInstanceStorageConfigCommandOutput> {
  const found = instanceStateOf(world, input.InstanceId).directory.storage.find(
    ({ resourceType, config }) => resourceType === input.ResourceType && config.AssociationId === input.AssociationId,
  );
  if (!found) throw notFound();
  return { StorageConfig: found.config };
}

/** Lists the storage configurations of an instance for one resource type. */
export function listInstanceStorageConfigs(
  input: ListInstanceStorageConfigsCommandInput,
  world: World,
): OutputOf<ListInstanceStorageConfigsCommandOutput> {
  const configs = instanceStateOf(world, input.InstanceId)
    .directory.storage.filter(({ resourceType }) => resourceType === input.ResourceType)
    .map(({ config }) => config);
  const { page, NextToken } = pageByCount(world, 'ListInstanceStorageConfigs', input, configs, defaultPageSize);
  return { StorageConfigs: [...page], NextToken };
}

function attributesOf(instanceId: string | undefined, world: World) {
  return Object.entries(instanceStateOf(world, instanceId).directory.attributes).map(([type, isOn]) => ({
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

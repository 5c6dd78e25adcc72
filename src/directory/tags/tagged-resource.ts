import { Ctx, Field, ID, ObjectType } from 'type-graphql';
import { diagnoseWith } from '../../connect/mutations/diagnosis.js';
import type { MutationCall } from '../../connect/mutations/steps.js';
import { listTagsForResource } from '../../connect/reads/read-operations.js';
import type { ConnectSession } from '../../connect/session/session.js';
import { kindOfMissingResource } from '../../errors/resource-not-found.js';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfField, describeCost } from '../../graph/cost/costs.js';
import { MutationSuccess } from '../../graph/types/mutation.js';
import { ConnectTag, tagsOf } from '../../graph/types/tag.js';
import { nounsOf, parseArn, type ResourceKind } from '../../ids/arn.js';

/** Kinds of resources whose tags can be changed. */
export const taggableKinds = [
  ...(['agentStatus', 'contactFlow', 'hierarchyGroup', 'hoursOfOperation', 'queue', 'quickConnect'] as const),
  ...(['routingProfile', 'taskTemplate', 'user'] as const),
] satisfies readonly ResourceKind[];

/** Names of these kinds, for descriptions. */
export const taggableNouns = nounsOf(taggableKinds);

/** Success of a mutation that changes the tags of a resource. */
@ObjectType()
export abstract class TagsSuccess extends MutationSuccess {
  @Field(() => ID, { description: 'ARN of the resource.' })
  readonly resourceArn: string;

  constructor({ clientToken, input }: TagCall) {
    super(clientToken);
    this.resourceArn = input.resourceArn ?? '';
  }

  @CostOfField(describeCost(listTagsForResource.name))
  @Field(() => [ConnectTag], { nullable: true, description: 'Tags of the resource after the change, sorted by key.' })
  async tags(@Ctx() { connect }: GatewayContext): Promise<ConnectTag[]> {
    return tagsOf(await readTags(this.resourceArn, connect), null);
  }
}

type TagCall = MutationCall<{ readonly resourceArn: string | undefined }>;

/** Reads the tags of a resource. @throws ConnectReadError also if the resource does not exist. */
export async function readTags(resourceArn: string, connect: ConnectSession): Promise<Record<string, string>> {
  return (await connect.read(listTagsForResource, { resourceArn })).tags ?? {};
}

/** Diagnosis step that names the resource if it does not exist. */
export const diagnoseMissingResource = diagnoseWith<TagCall['input'], never, never>(
  async ({ input: { resourceArn } }, connect, { exception }) => {
    const { kind, id } = parseArn(resourceArn ?? '') ?? {};
    if (exception !== 'ResourceNotFoundException' || !kind || id === undefined) return null;
    if (await connect.readOrNull(listTagsForResource, { resourceArn })) return null;
    return { missing: kindOfMissingResource[kind], id };
  },
);

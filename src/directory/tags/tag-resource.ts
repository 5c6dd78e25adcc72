import { TagResourceCommand, type TagResourceCommandInput } from '@aws-sdk/client-connect';
import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../../connect/calls/operation.js';
import { runMutation } from '../../connect/mutations/run-mutation.js';
import type { MutationCall } from '../../connect/mutations/steps.js';
import type { ConnectSession } from '../../connect/session/session.js';
import type { GatewayContext } from '../../graph/context.js';
import { MutationInputFields, mutation } from '../../graph/types/mutation.js';
import { resultUnion } from '../../graph/types/result-union.js';
import { ConnectTagInput, tagMap } from '../../graph/types/tag.js';
import { own } from '../../lib/own.js';
import { diagnoseMissingResource, readTags, TagsSuccess, taggableKinds, taggableNouns } from './tagged-resource.js';

/** Adds tags to a resource. TagResource takes no token, so it is retried only if it was certainly not applied. */
const operation = mutationOperation({
  name: 'TagResource',
  command: TagResourceCommand,
  repeat: 'never',
  scope: 'directory:write',
  changes: { arn: 'resourceArn' },
  requires: [],
  exceptions: [
    'InvalidRequestException',
    'InvalidParameterException',
    'InternalServiceException',
    'ResourceNotFoundException',
    'ThrottlingException',
  ],
  howToCheck: 'Read the `tags` of the resource. If the new tags are missing, add them with a new client token.',
});

@InputType({ description: 'Input of `tagResource`.' })
export class TagResourceInput extends MutationInputFields {
  @Field(() => ID, { description: `ARN of ${taggableNouns}. An agent's queue has no tags.` })
  resourceArn!: string;

  @Field(() => [ConnectTagInput], {
    description:
      'Tags to add, at least one. A resource has at most 50 tags. A tag with an existing key replaces the value.',
  })
  tags!: ConnectTagInput[];
}

@ObjectType({ description: 'Success of `tagResource`: the resource has the given tags.' })
export class TagResourceSuccess extends TagsSuccess {
  readonly kind = 'TagResourceSuccess';
}

export const TagResourceResult = resultUnion(operation, 'Result of `tagResource`.', TagResourceSuccess);

@Resolver()
export class TagResourceResolver {
  @Mutation(
    () => TagResourceResult,
    mutation('Adds tags to a resource, such as a queue or a user. For a contact, use `tagContact`.'),
  )
  tagResource(
    @Arg('input', () => TagResourceInput, { description: 'Resource, and the tags to add.' }) input: TagResourceInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof TagResourceResult | null> {
    return runMutation(connect, operation, input, {
      toCommand: ({ resourceArn, tags }, ids) => ({
        resourceArn: ids.arn(taggableKinds, 'resourceArn', resourceArn),
        tags: tagMap(tags, ids),
      }),
      toSuccess: (_output, call) => new TagResourceSuccess(call),
      diagnose: diagnoseMissingResource,
      reconcile: readBack,
    });
  }
}

async function readBack({ input }: MutationCall<TagResourceCommandInput>, connect: ConnectSession) {
  const tags = await readTags(input.resourceArn ?? '', connect);
  const missing = Object.entries(input.tags ?? {}).filter(([key, value]) => own(tags, key) !== value);
  return missing.length === 0 ? { output: {} } : { notApplied: 'The resource does not have all of these tags.' };
}

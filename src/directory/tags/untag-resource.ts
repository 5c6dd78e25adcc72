import { UntagResourceCommand, type UntagResourceCommandInput } from '@aws-sdk/client-connect';
import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../../connect/calls/operation.js';
import { runMutation } from '../../connect/mutations/run-mutation.js';
import type { MutationCall } from '../../connect/mutations/steps.js';
import type { ConnectSession } from '../../connect/session/session.js';
import type { GatewayContext } from '../../graph/context.js';
import { MutationInputFields, mutation } from '../../graph/types/mutation.js';
import { resultUnion } from '../../graph/types/result-union.js';
import { own } from '../../lib/own.js';
import { diagnoseMissingResource, readTags, TagsSuccess, taggableKinds, taggableNouns } from './tagged-resource.js';

/** Removes tags from a resource. UntagResource takes no token, so it is retried only if it was certainly not applied. */
const operation = mutationOperation({
  name: 'UntagResource',
  command: UntagResourceCommand,
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
  howToCheck:
    'Read the `tags` of the resource. If the tags to remove are still there, remove them with a new client token.',
});

@InputType({ description: 'Input of `untagResource`.' })
export class UntagResourceInput extends MutationInputFields {
  @Field(() => ID, { description: `ARN of ${taggableNouns}. An agent's queue has no tags.` })
  resourceArn!: string;

  @Field(() => [String], {
    description: 'Keys of the tags to remove, 1 to 50. Keys that the resource does not have are ignored.',
  })
  tagKeys!: string[];
}

@ObjectType({ description: 'Success of `untagResource`: the resource has none of the given tags.' })
export class UntagResourceSuccess extends TagsSuccess {
  readonly kind = 'UntagResourceSuccess';
}

export const UntagResourceResult = resultUnion(operation, 'Result of `untagResource`.', UntagResourceSuccess);

@Resolver()
export class UntagResourceResolver {
  @Mutation(
    () => UntagResourceResult,
    mutation('Removes tags from a resource, such as a queue or a user. For a contact, use `untagContact`.'),
  )
  untagResource(
    @Arg('input', () => UntagResourceInput, { description: 'Resource, and the keys of the tags to remove.' })
    input: UntagResourceInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof UntagResourceResult | null> {
    return runMutation(connect, operation, input, {
      toCommand: ({ resourceArn, tagKeys }, ids) => ({
        resourceArn: ids.arn(taggableKinds, 'resourceArn', resourceArn),
        tagKeys,
      }),
      toSuccess: (_output, call) => new UntagResourceSuccess(call),
      diagnose: diagnoseMissingResource,
      reconcile: readBack,
    });
  }
}

async function readBack({ input }: MutationCall<UntagResourceCommandInput>, connect: ConnectSession) {
  const tags = await readTags(input.resourceArn ?? '', connect);
  const isLeft = input.tagKeys?.some((key) => own(tags, key) !== undefined);
  return isLeft ? { notApplied: 'The resource still has some of these tags.' } : { output: {} };
}

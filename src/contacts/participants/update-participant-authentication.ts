import { UpdateParticipantAuthenticationCommand } from '@aws-sdk/client-connect';
import { Arg, Ctx, Directive, Field, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../../connect/calls/operation.js';
import { runMutation } from '../../connect/mutations/run-mutation.js';
import { oneOf } from '../../graph/build/one-of.js';
import type { GatewayContext } from '../../graph/context.js';
import { MutationInputFields, MutationSuccess, mutation } from '../../graph/types/mutation.js';
import { resultUnion } from '../../graph/types/result-union.js';

/**
 * Continues the sign-in of a chat's customer. UpdateParticipantAuthentication takes no token, so it is retried only if
 * it was certainly not applied. No read returns its result, since its input has no contact.
 */
const operation = mutationOperation({
  name: 'UpdateParticipantAuthentication',
  command: UpdateParticipantAuthenticationCommand,
  repeat: 'never',
  scope: 'contacts:write',
  changes: {},
  requires: [],
  exceptions: [
    'InvalidRequestException',
    'InvalidParameterException',
    'ConflictException',
    'InternalServiceException',
    'ThrottlingException',
    'AccessDeniedException',
  ],
  inputPaths: {
    Code: ['answer', 'code'],
    Error: ['answer', 'error', 'error'],
    ErrorDescription: ['answer', 'error', 'description'],
  },
  howToCheck:
    'Check whether the chat continues. If it does not, try again with a new client token: Connect refuses a `state` that was used before.',
});

@InputType({ description: 'Error of a failed sign-in, as returned by the sign-in page.' })
export class ConnectAuthenticationErrorInput {
  @Field({
    description: 'Query parameter `error`: 1 to 2,048 ASCII characters without quotes and backslashes.',
  })
  error!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Query parameter `error_description`, with the same limits as `error`.',
  })
  description?: string | null;
}

@Directive(oneOf)
@InputType({ description: 'Result from the sign-in page. Exactly one field must be given.' })
export class ConnectAuthenticationAnswerInput {
  @Field(() => String, {
    nullable: true,
    description: 'Query parameter `code`, 1 to 2,048 characters. A secret.',
  })
  code?: string;

  @Field(() => ConnectAuthenticationErrorInput, { nullable: true, description: 'Error of a failed sign-in.' })
  error?: ConnectAuthenticationErrorInput;
}

@InputType({ description: 'Input of `updateParticipantAuthentication`.' })
export class UpdateParticipantAuthenticationInput extends MutationInputFields {
  @Field({ description: 'Query parameter `state`, as returned by the sign-in page, 1 to 1,000 characters.' })
  state!: string;

  @Field(() => ConnectAuthenticationAnswerInput, { description: 'Result of the sign-in: a code or an error.' })
  answer!: ConnectAuthenticationAnswerInput;
}

@ObjectType({
  description:
    'The flow of the chat continues. The result does not show whether the code was valid; only the flow finds out.',
})
export class UpdateParticipantAuthenticationSuccess extends MutationSuccess {
  readonly kind = 'UpdateParticipantAuthenticationSuccess';
}

export const UpdateParticipantAuthenticationResult = resultUnion(
  operation,
  'Result of `updateParticipantAuthentication`.',
  UpdateParticipantAuthenticationSuccess,
);

@Resolver()
export class UpdateParticipantAuthenticationResolver {
  @Mutation(
    () => UpdateParticipantAuthenticationResult,
    mutation('Continues a chat with the result from the sign-in page that the customer was sent to.'),
  )
  updateParticipantAuthentication(
    @Arg('input', () => UpdateParticipantAuthenticationInput, { description: 'Result from the sign-in page.' })
    input: UpdateParticipantAuthenticationInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof UpdateParticipantAuthenticationResult | null> {
    return runMutation(connect, operation, input, {
      toCommand: ({ state, answer: { code, error } }) => ({
        State: state,
        Code: code,
        Error: error?.error,
        ErrorDescription: error?.description ?? undefined,
      }),
      toSuccess: (_output, { clientToken }) => new UpdateParticipantAuthenticationSuccess(clientToken),
    });
  }
}

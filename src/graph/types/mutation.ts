import { Field, ID, InputType, ObjectType } from 'type-graphql';

/** Fields of every mutation's input. In the schema they come last. */
@InputType()
export abstract class MutationInputFields {
  @Field(() => String, {
    nullable: true,
    description:
      'Idempotency token, 1 to 500 characters. Requests with the same token and the same input take effect at most once. If absent, the gateway generates a token and returns it.',
  })
  clientToken?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Id or ARN of the instance. If absent, the instance that an ARN in the input names, or else the default instance.',
  })
  instanceId?: string | null;
}

/** Fields of every mutation's success. */
@ObjectType()
export abstract class MutationSuccess {
  @Field({ description: 'Client token of the request: the given token, or the one that the gateway generated.' })
  readonly clientToken: string;

  constructor(clientToken: string) {
    this.clientToken = clientToken;
  }
}

/** Returns the options of a mutation's field: nullable, with a description that says when it is null. */
export function mutation(description: string): { readonly nullable: true; readonly description: string } {
  const whenNull =
    'Null only if the mutation has no result, for example because a scope is missing; `errors` then gives the reason.';
  return { nullable: true, description: `${description} ${whenNull}` };
}

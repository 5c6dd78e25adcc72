import { Field, ID, InputType, ObjectType } from 'type-graphql';

/** Fields of every mutation's input. In the schema they come last. */
@InputType()
export abstract class MutationInputFields {
  @Field(() => String, {
    nullable: true,
    description:
      'Makes a repeated request safe: the same token with the same input takes effect at most once. 1 to 500 characters. Made by the gateway when absent, and always returned.',
  })
  clientToken?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Id or ARN of the instance; when absent the one that an ARN in the input names, else the default one.',
  })
  instanceId?: string | null;
}

/** Fields of every mutation's success. */
@ObjectType()
export abstract class MutationSuccess {
  @Field({ description: 'The token of the request, the given one or the one that the gateway made.' })
  readonly clientToken: string;

  constructor(clientToken: string) {
    this.clientToken = clientToken;
  }
}

/** Returns the options of a mutation's field: nullable, with a description that says when it is null. */
export function mutation(description: string): { readonly nullable: true; readonly description: string } {
  const whenNull = 'Null only when the gateway itself failed; `errors` then says why.';
  return { nullable: true, description: `${description} ${whenNull}` };
}

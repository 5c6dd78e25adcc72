import type { EvaluationForm, EvaluationFormContent } from '@aws-sdk/client-connect';
import { Arg, Ctx, Field, ID, Int, ObjectType } from 'type-graphql';
import { ConnectUser, userOfArn } from '../../directory/users/user.js';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfType, type TypeCost } from '../../graph/cost/costs.js';
import { ConnectEntity, type KnownPart, knownPart } from '../../graph/types/entity.js';
import { openEnum } from '../../graph/types/open-enum.js';
import { DateTime } from '../../graph/types/scalars.js';
import { ConnectTag, keysArgument, tagsOf } from '../../graph/types/tag.js';
import type { MaybePromise } from '../../lib/maybe-promise.js';
import { ConnectEvaluationFormStatus } from '../evaluation-enums.js';
import { ConnectEvaluationFormItem, formItems } from './evaluation-form-items.js';

/** Fields of a form that an evaluation does not include. Reads of evaluations return all others. */
const fieldsOutsideContent = [
  ...['status', 'statusRaw', 'locked', 'createdAt', 'createdBy', 'lastModifiedAt', 'lastModifiedBy', 'tags'],
];

const formCost: TypeCost = (fields, scope, count) => {
  const names = fields.map(({ name }) => name).filter((name) => !['id', 'instanceId'].includes(name));
  const unread = scope.known === 'content' ? names.filter((name) => fieldsOutsideContent.includes(name)) : names;
  if (scope.known === 'record' || unread.length === 0) return [];
  count.add('DescribeEvaluationForm', scope);
  return unread;
};

@CostOfType(formCost)
@ObjectType({ description: 'Version of an evaluation form, with its questions and its scoring.' })
export class ConnectEvaluationForm extends ConnectEntity<EvaluationForm> {
  /** @param formVersion Version of the form; null for the latest. */
  constructor(
    instanceId: string,
    id: string,
    private readonly formVersion: number | null,
    known: KnownPart<EvaluationForm> | null,
  ) {
    super(instanceId, id, known);
  }

  load({ connect }: GatewayContext): Promise<EvaluationForm | null> {
    const { instanceId, id, formVersion: version } = this;
    return connect.loaders.evaluationForm.load({ instanceId, id, version });
  }

  @Field(() => ID, { nullable: true, description: 'ARN of the form.' })
  arn(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('EvaluationFormArn', context);
  }

  @Field(() => Int, { nullable: true, description: 'Version number, from 1.' })
  version(@Ctx() context: GatewayContext): MaybePromise<number | null> {
    return this.field('EvaluationFormVersion', context);
  }

  @Field(() => String, { nullable: true, description: 'Title of the form.' })
  title(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('Title', context);
  }

  @Field(() => String, { nullable: true, description: 'Description of the form. Null if there is none.' })
  description(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('Description', context);
  }

  @Field(() => ConnectEvaluationFormStatus, {
    nullable: true,
    description: 'Status of this version, which tells whether it is in use.',
  })
  status(@Ctx() context: GatewayContext): MaybePromise<ConnectEvaluationFormStatus | null> {
    return this.field('Status', context, (value) => openEnum(ConnectEvaluationFormStatus, value));
  }

  @Field(() => String, { nullable: true, description: 'Status as returned by Connect.' })
  statusRaw(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('Status', context);
  }

  @Field(() => Boolean, { nullable: true, description: 'Whether this version can no longer be changed.' })
  locked(@Ctx() context: GatewayContext): MaybePromise<boolean | null> {
    return this.field('Locked', context);
  }

  @Field(() => [ConnectEvaluationFormItem], {
    nullable: true,
    description:
      'Sections and questions of the form. Sections can be nested: select as many levels as your forms have.',
  })
  items(@Ctx() context: GatewayContext): MaybePromise<(typeof ConnectEvaluationFormItem)[] | null> {
    return this.field('Items', context, (items) => (items ? formItems(items) : null));
  }

  @Field(() => String, {
    nullable: true,
    description:
      'Scoring mode, as returned by Connect: QUESTION_ONLY if the score is based on questions, SECTION_ONLY if it is based on sections.',
  })
  scoringMode(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('ScoringStrategy', context, (value) => value?.Mode ?? null);
  }

  @Field(() => String, {
    nullable: true,
    description: 'Scoring status, as returned by Connect: ENABLED or DISABLED.',
  })
  scoringStatus(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('ScoringStrategy', context, (value) => value?.Status ?? null);
  }

  @Field(() => Boolean, { nullable: true, description: 'Whether Connect may fill in answers automatically.' })
  autoEvaluationEnabled(@Ctx() context: GatewayContext): MaybePromise<boolean | null> {
    return this.field('AutoEvaluationConfiguration', context, (value) => value?.Enabled ?? null);
  }

  @Field(() => String, {
    nullable: true,
    description: 'Type of interaction that the form evaluates, as returned by Connect: AGENT, AUTOMATED or CUSTOMER.',
  })
  contactInteractionType(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('TargetConfiguration', context, (value) => value?.ContactInteractionType ?? null);
  }

  @Field(() => String, { nullable: true, description: 'Language of the form, such as `en-US`. Null if it is not set.' })
  language(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('LanguageConfiguration', context, (value) => value?.FormLanguage ?? null);
  }

  @Field(() => DateTime, { nullable: true, description: 'Time when this version was created.' })
  createdAt(@Ctx() context: GatewayContext): MaybePromise<Date | null> {
    return this.field('CreatedTime', context);
  }

  @Field(() => ConnectUser, {
    nullable: true,
    description: 'User who created this version. Null if it was not a Connect user.',
  })
  createdBy(@Ctx() context: GatewayContext): MaybePromise<ConnectUser | null> {
    return this.field('CreatedBy', context, (arn) => userOfArn(this.instanceId, arn));
  }

  @Field(() => DateTime, { nullable: true, description: 'Time of the last change to this version.' })
  lastModifiedAt(@Ctx() context: GatewayContext): MaybePromise<Date | null> {
    return this.field('LastModifiedTime', context);
  }

  @Field(() => ConnectUser, {
    nullable: true,
    description: 'User who last changed this version. Null if it was not a Connect user.',
  })
  lastModifiedBy(@Ctx() context: GatewayContext): MaybePromise<ConnectUser | null> {
    return this.field('LastModifiedBy', context, (arn) => userOfArn(this.instanceId, arn));
  }

  @Field(() => [ConnectTag], { nullable: true, description: 'Tags of the form, sorted by key.' })
  tags(
    @Arg('keys', () => [String], keysArgument) keys: string[] | null | undefined,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectTag[] | null> {
    return this.field('Tags', context, (tags) => (tags ? tagsOf(tags, keys) : null));
  }
}

const contentMembers = [
  ...(['EvaluationFormId', 'EvaluationFormArn', 'EvaluationFormVersion', 'Title', 'Description', 'Items'] as const),
  ...(['ScoringStrategy', 'AutoEvaluationConfiguration', 'TargetConfiguration', 'LanguageConfiguration'] as const),
] satisfies readonly (keyof EvaluationForm & keyof EvaluationFormContent)[];

/** Converts the form that is part of an evaluation. */
export function formOfEvaluation(instanceId: string, content: EvaluationFormContent): ConnectEvaluationForm {
  const known = knownPart<EvaluationForm>(contentMembers, content);
  const { EvaluationFormId: id = '', EvaluationFormVersion: version = null } = content;
  return new ConnectEvaluationForm(instanceId, id, version, known);
}

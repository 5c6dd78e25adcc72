import { Arg, Ctx, Field, ID, Int, ObjectType } from 'type-graphql';
import { ConnectContact } from '../contacts/contact.js';
import { ConnectUser, userOfArn } from '../directory/users/user.js';
import type { GatewayContext } from '../graph/context.js';
import { CostOfField, CostOfType, type FieldCost, type TypeCost } from '../graph/cost/costs.js';
import { ConnectEntity } from '../graph/types/entity.js';
import { openEnum } from '../graph/types/open-enum.js';
import { DateTime } from '../graph/types/scalars.js';
import { ConnectTag, keysArgument, tagsOf } from '../graph/types/tag.js';
import type { MaybePromise } from '../lib/maybe-promise.js';
import {
  ConnectEvaluationAutomationStatus,
  ConnectEvaluationParticipantRole,
  ConnectEvaluationStatus,
  ConnectEvaluationType,
} from './evaluation-enums.js';
import { ConnectEvaluationForm, formOfEvaluation } from './forms/evaluation-form.js';
import {
  ConnectEvaluationAnswer,
  ConnectEvaluationItemScore,
  ConnectEvaluationNote,
  ConnectEvaluationScore,
} from './record/evaluation-answers.js';
import { type EvaluationRecord, recordOf } from './record/evaluation-record.js';
import { ConnectEvaluationAcknowledgement, ConnectEvaluationReview } from './record/evaluation-review.js';

const inSummary = [
  ...['id', 'instanceId', 'arn', 'contact', 'formId', 'formTitle', 'status', 'statusRaw', 'type', 'typeRaw'],
  ...['evaluator', 'participantRole', 'participantRoleRaw', 'participantId', 'calibrationSessionId', 'score'],
  ...['autoEvaluationEnabled', 'autoEvaluationStatus', 'autoEvaluationStatusRaw', 'acknowledgement'],
  ...['createdAt', 'lastModifiedAt'],
];
const freeFields: Readonly<Record<string, readonly string[]>> = {
  summary: inSummary,
  row: [...inSummary, 'formVersion', 'user', 'samplingJobId', 'reviewId', 'tags'],
  id: ['id', 'instanceId'],
};

const evaluationCost: TypeCost = (fields, scope, count) => {
  const free = freeFields[scope.known];
  const unread = free ? fields.map(({ name }) => name).filter((name) => !free.includes(name)) : [];
  if (unread.length > 0) count.add('DescribeContactEvaluation', scope);
  return unread;
};

/** DescribeContactEvaluation returns the form's content too, so no further call is needed. */
const formCost: FieldCost = () => ({ known: 'content' });

const refIdsArgument = {
  nullable: true,
  description: 'Reference ids of the questions or sections to return. Defaults to all.',
};

@CostOfType(evaluationCost)
@ObjectType({
  description: 'Evaluation of a contact: a person, or Connect itself, answers the questions of an evaluation form.',
})
export class ConnectEvaluation extends ConnectEntity<EvaluationRecord> {
  async load({ connect }: GatewayContext): Promise<EvaluationRecord | null> {
    const described = await connect.loaders.evaluation.load(this);
    return described && recordOf(described);
  }

  @Field(() => ID, { nullable: true, description: 'ARN of the evaluation.' })
  arn(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('Arn', context);
  }

  @Field(() => ConnectContact, { nullable: true, description: 'Contact that is evaluated.' })
  contact(@Ctx() context: GatewayContext): MaybePromise<ConnectContact | null> {
    return this.field('ContactId', context, (id) => (id ? new ConnectContact(this.instanceId, id) : null));
  }

  @Field(() => ID, { nullable: true, description: 'Id of the evaluation form.' })
  formId(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('FormId', context);
  }

  @Field(() => Int, { nullable: true, description: 'Version of the evaluation form.' })
  formVersion(@Ctx() context: GatewayContext): MaybePromise<number | null> {
    return this.field('FormVersion', context);
  }

  @Field(() => String, { nullable: true, description: 'Title of the evaluation form.' })
  formTitle(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('FormTitle', context);
  }

  @CostOfField(formCost)
  @Field(() => ConnectEvaluationForm, {
    nullable: true,
    description: 'Evaluation form, in the version that this evaluation uses.',
  })
  form(@Ctx() context: GatewayContext): MaybePromise<ConnectEvaluationForm | null> {
    return this.field('Form', context, (content) => (content ? formOfEvaluation(this.instanceId, content) : null));
  }

  @Field(() => ConnectEvaluationStatus, { nullable: true, description: 'Status of the evaluation.' })
  status(@Ctx() context: GatewayContext): MaybePromise<ConnectEvaluationStatus | null> {
    return this.field('Status', context, (value) => openEnum(ConnectEvaluationStatus, value));
  }

  @Field(() => String, { nullable: true, description: 'Status as returned by Connect.' })
  statusRaw(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('Status', context);
  }

  @Field(() => ConnectEvaluationType, { nullable: true, description: 'Type of the evaluation.' })
  type(@Ctx() context: GatewayContext): MaybePromise<ConnectEvaluationType | null> {
    return this.field('EvaluationType', context, (value) => openEnum(ConnectEvaluationType, value));
  }

  @Field(() => String, { nullable: true, description: 'Type as returned by Connect.' })
  typeRaw(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('EvaluationType', context);
  }

  @Field(() => ConnectUser, {
    nullable: true,
    description: 'User who evaluates. Null if an application or Connect itself evaluates.',
  })
  evaluator(@Ctx() context: GatewayContext): MaybePromise<ConnectUser | null> {
    return this.field('EvaluatorArn', context, (arn) => userOfArn(this.instanceId, arn));
  }

  @Field(() => ConnectUser, {
    nullable: true,
    description: 'Agent who is evaluated. Null if no agent handled the contact.',
  })
  user(@Ctx() context: GatewayContext): MaybePromise<ConnectUser | null> {
    return this.field('ContactAgentId', context, (id) => (id ? new ConnectUser(this.instanceId, id) : null));
  }

  @Field(() => ConnectEvaluationParticipantRole, {
    nullable: true,
    description: 'Role of the participant who is evaluated.',
  })
  participantRole(@Ctx() context: GatewayContext): MaybePromise<ConnectEvaluationParticipantRole | null> {
    return this.field('ContactParticipant', context, (value) =>
      openEnum(ConnectEvaluationParticipantRole, value?.ContactParticipantRole),
    );
  }

  @Field(() => String, { nullable: true, description: 'Role as returned by Connect.' })
  participantRoleRaw(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('ContactParticipant', context, (value) => value?.ContactParticipantRole ?? null);
  }

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the participant who is evaluated. Null if Connect does not return it.',
  })
  participantId(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('ContactParticipant', context, (value) => value?.ContactParticipantId ?? null);
  }

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the calibration session of the evaluation. Null if there is none.',
  })
  calibrationSessionId(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('CalibrationSessionId', context);
  }

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the sampling job that selected the contact. Null if there is none.',
  })
  samplingJobId(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('SamplingJobId', context);
  }

  @Field(() => ConnectEvaluationScore, {
    nullable: true,
    description:
      'Score of the whole evaluation. Null until the evaluation is submitted, and if the form gives no score.',
  })
  score(@Ctx() context: GatewayContext): MaybePromise<ConnectEvaluationScore | null> {
    return this.field('Score', context, (score) => (score ? new ConnectEvaluationScore(score) : null));
  }

  @Field(() => [ConnectEvaluationItemScore], {
    nullable: true,
    description: 'Scores of questions and sections. Null until the evaluation is submitted.',
  })
  scores(
    @Arg('refIds', () => [ID], refIdsArgument) refIds: string[] | null | undefined,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectEvaluationItemScore[] | null> {
    return this.field('Scores', context, (map) =>
      entriesOf(map, refIds, (id, score) => new ConnectEvaluationItemScore(id, score)),
    );
  }

  @Field(() => [ConnectEvaluationAnswer], { nullable: true, description: 'Answers of the evaluation. Personal data.' })
  answers(
    @Arg('refIds', () => [ID], refIdsArgument) refIds: string[] | null | undefined,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectEvaluationAnswer[] | null> {
    return this.field('Answers', context, (map) =>
      entriesOf(map, refIds, (id, answer) => new ConnectEvaluationAnswer(id, answer)),
    );
  }

  @Field(() => [ConnectEvaluationNote], { nullable: true, description: 'Notes of the evaluation. Personal data.' })
  notes(
    @Arg('refIds', () => [ID], refIdsArgument) refIds: string[] | null | undefined,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectEvaluationNote[] | null> {
    return this.field('Notes', context, (map) =>
      entriesOf(map, refIds, (id, note) => new ConnectEvaluationNote(id, note)),
    );
  }

  @Field(() => Boolean, { nullable: true, description: 'Whether Connect fills in answers automatically.' })
  autoEvaluationEnabled(@Ctx() context: GatewayContext): MaybePromise<boolean | null> {
    return this.field('AutoEvaluationEnabled', context);
  }

  @Field(() => ConnectEvaluationAutomationStatus, {
    nullable: true,
    description: 'Status of the automated evaluation.',
  })
  autoEvaluationStatus(@Ctx() context: GatewayContext): MaybePromise<ConnectEvaluationAutomationStatus | null> {
    return this.field('AutoEvaluationStatus', context, (value) => openEnum(ConnectEvaluationAutomationStatus, value));
  }

  @Field(() => String, { nullable: true, description: 'Status of the automated evaluation as returned by Connect.' })
  autoEvaluationStatusRaw(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('AutoEvaluationStatus', context);
  }

  @Field(() => ConnectEvaluationAcknowledgement, {
    nullable: true,
    description: 'Acknowledgement by the agent. Null if the agent has not acknowledged the evaluation.',
  })
  acknowledgement(@Ctx() context: GatewayContext): MaybePromise<ConnectEvaluationAcknowledgement | null> {
    return this.field('Acknowledgement', context, (value) =>
      ConnectEvaluationAcknowledgement.of(this.instanceId, value),
    );
  }

  @Field(() => ID, { nullable: true, description: 'Id of the review of the evaluation. Null if there is none.' })
  reviewId(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('ReviewId', context);
  }

  @Field(() => ConnectEvaluationReview, {
    nullable: true,
    description: 'Review of the evaluation. Null if there is none.',
  })
  review(@Ctx() context: GatewayContext): MaybePromise<ConnectEvaluationReview | null> {
    return this.field('Review', context, (review) => ConnectEvaluationReview.of(this.instanceId, review));
  }

  @Field(() => DateTime, { nullable: true, description: 'Time when the evaluation was started.' })
  createdAt(@Ctx() context: GatewayContext): MaybePromise<Date | null> {
    return this.field('CreatedTime', context);
  }

  @Field(() => DateTime, { nullable: true, description: 'Time when the evaluation was last saved or submitted.' })
  lastModifiedAt(@Ctx() context: GatewayContext): MaybePromise<Date | null> {
    return this.field('LastModifiedTime', context);
  }

  @Field(() => [ConnectTag], { nullable: true, description: 'Tags of the evaluation, sorted by key.' })
  tags(
    @Arg('keys', () => [String], keysArgument) keys: string[] | null | undefined,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectTag[] | null> {
    return this.field('Tags', context, (tags) => (tags ? tagsOf(tags, keys) : null));
  }
}

/** Converts a map to a list by name, limited to the wanted names. */
function entriesOf<Value, Shown>(
  map: Readonly<Record<string, Value>> | undefined,
  wanted: readonly string[] | null | undefined,
  show: (name: string, value: Value) => Shown,
): Shown[] | null {
  if (!map) return null;
  const names = wanted ? new Set(wanted) : null;
  return Object.entries(map).flatMap(([name, value]) => (!names || names.has(name) ? [show(name, value)] : []));
}

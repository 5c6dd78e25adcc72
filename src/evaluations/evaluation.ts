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

const evaluationCost: TypeCost = (fields, place, count) => {
  const free = freeFields[place.known];
  const waiting = free ? fields.map(({ name }) => name).filter((name) => !free.includes(name)) : [];
  if (waiting.length > 0) count.add('DescribeContactEvaluation', place);
  return waiting;
};

/** The output for the evaluation includes the form's content, so no further call is needed. */
const formCost: FieldCost = () => ({ known: 'content' });

const refIdsArgument = { nullable: true, description: 'Only of these questions or sections; all when absent.' };

@CostOfType(evaluationCost)
@ObjectType({
  description: 'An evaluation of a contact: somebody, or Connect itself, answers the questions of a form.',
})
export class ConnectEvaluation extends ConnectEntity<EvaluationRecord> {
  async load({ connect }: GatewayContext): Promise<EvaluationRecord | null> {
    const described = await connect.loaders.evaluation.load(this);
    return described && recordOf(described);
  }

  @Field(() => ID, { nullable: true, description: "The evaluation's ARN." })
  arn(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('Arn', context);
  }

  @Field(() => ConnectContact, { nullable: true, description: 'The contact that is evaluated.' })
  contact(@Ctx() context: GatewayContext): MaybePromise<ConnectContact | null> {
    return this.field('ContactId', context, (id) => (id ? new ConnectContact(this.instanceId, id) : null));
  }

  @Field(() => ID, { nullable: true, description: 'Id of the form.' })
  formId(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('FormId', context);
  }

  @Field(() => Int, { nullable: true, description: 'Which version of the form.' })
  formVersion(@Ctx() context: GatewayContext): MaybePromise<number | null> {
    return this.field('FormVersion', context);
  }

  @Field(() => String, { nullable: true, description: "The form's title." })
  formTitle(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('FormTitle', context);
  }

  @CostOfField(formCost)
  @Field(() => ConnectEvaluationForm, { nullable: true, description: 'The form, in the version that is used here.' })
  form(@Ctx() context: GatewayContext): MaybePromise<ConnectEvaluationForm | null> {
    return this.field('Form', context, (content) => (content ? formOfEvaluation(this.instanceId, content) : null));
  }

  @Field(() => ConnectEvaluationStatus, { nullable: true, description: 'How far it has come.' })
  status(@Ctx() context: GatewayContext): MaybePromise<ConnectEvaluationStatus | null> {
    return this.field('Status', context, (value) => openEnum(ConnectEvaluationStatus, value));
  }

  @Field(() => String, { nullable: true, description: 'The status as Connect sent it.' })
  statusRaw(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('Status', context);
  }

  @Field(() => ConnectEvaluationType, { nullable: true, description: 'Its use.' })
  type(@Ctx() context: GatewayContext): MaybePromise<ConnectEvaluationType | null> {
    return this.field('EvaluationType', context, (value) => openEnum(ConnectEvaluationType, value));
  }

  @Field(() => String, { nullable: true, description: 'The type as Connect sent it.' })
  typeRaw(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('EvaluationType', context);
  }

  @Field(() => ConnectUser, {
    nullable: true,
    description: 'The user who evaluates; null when that is an application, or Connect itself.',
  })
  evaluator(@Ctx() context: GatewayContext): MaybePromise<ConnectUser | null> {
    return this.field('EvaluatorArn', context, (arn) => userOfArn(this.instanceId, arn));
  }

  @Field(() => ConnectUser, { nullable: true, description: 'The agent who is evaluated; null when none handled it.' })
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

  @Field(() => String, { nullable: true, description: 'The role as Connect sent it.' })
  participantRoleRaw(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('ContactParticipant', context, (value) => value?.ContactParticipantRole ?? null);
  }

  @Field(() => ID, { nullable: true, description: "The participant's id; null when Connect does not say." })
  participantId(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('ContactParticipant', context, (value) => value?.ContactParticipantId ?? null);
  }

  @Field(() => ID, { nullable: true, description: 'The calibration to which it belongs; null for none.' })
  calibrationSessionId(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('CalibrationSessionId', context);
  }

  @Field(() => ID, { nullable: true, description: 'The job that chose the contact as a sample; null for none.' })
  samplingJobId(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('SamplingJobId', context);
  }

  @Field(() => ConnectEvaluationScore, {
    nullable: true,
    description: 'The score of the whole; null until it was submitted, and where the form gives none.',
  })
  score(@Ctx() context: GatewayContext): MaybePromise<ConnectEvaluationScore | null> {
    return this.field('Score', context, (score) => (score ? new ConnectEvaluationScore(score) : null));
  }

  @Field(() => [ConnectEvaluationItemScore], {
    nullable: true,
    description: 'The scores of questions and sections; null until it was submitted.',
  })
  scores(
    @Arg('refIds', () => [ID], refIdsArgument) refIds: string[] | null | undefined,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectEvaluationItemScore[] | null> {
    return this.field('Scores', context, (map) =>
      entriesOf(map, refIds, (id, score) => new ConnectEvaluationItemScore(id, score)),
    );
  }

  @Field(() => [ConnectEvaluationAnswer], { nullable: true, description: 'The answers. Personal data.' })
  answers(
    @Arg('refIds', () => [ID], refIdsArgument) refIds: string[] | null | undefined,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectEvaluationAnswer[] | null> {
    return this.field('Answers', context, (map) =>
      entriesOf(map, refIds, (id, answer) => new ConnectEvaluationAnswer(id, answer)),
    );
  }

  @Field(() => [ConnectEvaluationNote], { nullable: true, description: 'The notes. Personal data.' })
  notes(
    @Arg('refIds', () => [ID], refIdsArgument) refIds: string[] | null | undefined,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectEvaluationNote[] | null> {
    return this.field('Notes', context, (map) =>
      entriesOf(map, refIds, (id, note) => new ConnectEvaluationNote(id, note)),
    );
  }

  @Field(() => Boolean, { nullable: true, description: 'Whether Connect fills in answers by itself.' })
  autoEvaluationEnabled(@Ctx() context: GatewayContext): MaybePromise<boolean | null> {
    return this.field('AutoEvaluationEnabled', context);
  }

  @Field(() => ConnectEvaluationAutomationStatus, { nullable: true, description: 'Its outcome.' })
  autoEvaluationStatus(@Ctx() context: GatewayContext): MaybePromise<ConnectEvaluationAutomationStatus | null> {
    return this.field('AutoEvaluationStatus', context, (value) => openEnum(ConnectEvaluationAutomationStatus, value));
  }

  @Field(() => String, { nullable: true, description: 'The same as Connect sent it.' })
  autoEvaluationStatusRaw(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('AutoEvaluationStatus', context);
  }

  @Field(() => ConnectEvaluationAcknowledgement, {
    nullable: true,
    description: 'That the agent has taken note of it; null when they have not.',
  })
  acknowledgement(@Ctx() context: GatewayContext): MaybePromise<ConnectEvaluationAcknowledgement | null> {
    return this.field('Acknowledgement', context, (value) =>
      ConnectEvaluationAcknowledgement.of(this.instanceId, value),
    );
  }

  @Field(() => ID, { nullable: true, description: 'Id of its review; null when there is none.' })
  reviewId(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('ReviewId', context);
  }

  @Field(() => ConnectEvaluationReview, { nullable: true, description: 'Its review; null when there is none.' })
  review(@Ctx() context: GatewayContext): MaybePromise<ConnectEvaluationReview | null> {
    return this.field('Review', context, (review) => ConnectEvaluationReview.of(this.instanceId, review));
  }

  @Field(() => DateTime, { nullable: true, description: 'When it was started.' })
  createdAt(@Ctx() context: GatewayContext): MaybePromise<Date | null> {
    return this.field('CreatedTime', context);
  }

  @Field(() => DateTime, { nullable: true, description: 'When it was last saved or submitted.' })
  lastModifiedAt(@Ctx() context: GatewayContext): MaybePromise<Date | null> {
    return this.field('LastModifiedTime', context);
  }

  @Field(() => [ConnectTag], { nullable: true, description: 'Its tags, by key.' })
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

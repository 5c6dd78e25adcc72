import type { EvaluationAcknowledgementSummary, EvaluationReviewMetadata } from '@aws-sdk/client-connect';
import { Field, ObjectType } from 'type-graphql';
import { ConnectUser, userOfArn } from '../../directory/users/user.js';
import { DateTime } from '../../graph/types/scalars.js';

@ObjectType({ description: 'That the agent has taken note of an evaluation.' })
export class ConnectEvaluationAcknowledgement {
  @Field(() => DateTime, { nullable: true, description: 'When the agent did.' })
  acknowledgedAt!: Date | null;

  @Field(() => ConnectUser, { nullable: true, description: 'User who acknowledged it; null when that is no user.' })
  acknowledgedBy!: ConnectUser | null;

  @Field(() => String, { nullable: true, description: 'Comment of the user; null when there is none. Personal data.' })
  comment!: string | null;

  static of(
    instanceId: string,
    value: EvaluationAcknowledgementSummary | undefined,
  ): ConnectEvaluationAcknowledgement | null {
    if (!value) return null;
    return {
      acknowledgedAt: value.AcknowledgedTime ?? null,
      acknowledgedBy: userOfArn(instanceId, value.AcknowledgedBy),
      comment: value.AcknowledgerComment ?? null,
    };
  }
}

@ObjectType({ description: 'Why a review was asked for. Personal data.' })
export class ConnectEvaluationReviewComment {
  @Field(() => String, { nullable: true, description: 'The comment.' })
  comment!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was made.' })
  createdAt!: Date | null;

  @Field(() => ConnectUser, { nullable: true, description: 'User who made it; null when that is no user.' })
  createdBy!: ConnectUser | null;
}

@ObjectType({ description: 'A review of an evaluation.' })
export class ConnectEvaluationReview {
  @Field(() => DateTime, { nullable: true, description: 'When it was asked for.' })
  requestedAt!: Date | null;

  @Field(() => ConnectUser, { nullable: true, description: 'User who asked for it; null when that is no user.' })
  requestedBy!: ConnectUser | null;

  @Field(() => DateTime, { nullable: true, description: 'When it began; null when it has not.' })
  createdAt!: Date | null;

  @Field(() => ConnectUser, { nullable: true, description: 'User who began it; null when that is no user.' })
  createdBy!: ConnectUser | null;

  @Field(() => [ConnectEvaluationReviewComment], { nullable: true, description: 'Why it was asked for.' })
  requestComments!: ConnectEvaluationReviewComment[] | null;

  static of(instanceId: string, review: EvaluationReviewMetadata | undefined): ConnectEvaluationReview | null {
    if (!review) return null;
    return {
      requestedAt: review.RequestedTime ?? null,
      requestedBy: userOfArn(instanceId, review.RequestedBy),
      createdAt: review.CreatedTime ?? null,
      createdBy: userOfArn(instanceId, review.CreatedBy),
      requestComments: (review.ReviewRequestComments ?? []).map(({ Comment, CreatedTime, CreatedBy }) => ({
        comment: Comment ?? null,
        createdAt: CreatedTime ?? null,
        createdBy: userOfArn(instanceId, CreatedBy),
      })),
    };
  }
}

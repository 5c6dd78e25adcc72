import type { EvaluationAcknowledgementSummary, EvaluationReviewMetadata } from '@aws-sdk/client-connect';
import { Field, ObjectType } from 'type-graphql';
import { ConnectUser, userOfArn } from '../../directory/users/user.js';
import { DateTime } from '../../graph/types/scalars.js';

@ObjectType({ description: "The agent's acknowledgement of an evaluation." })
export class ConnectEvaluationAcknowledgement {
  @Field(() => DateTime, { nullable: true, description: 'Time when the evaluation was acknowledged.' })
  acknowledgedAt!: Date | null;

  @Field(() => ConnectUser, {
    nullable: true,
    description: 'User who acknowledged the evaluation. Null if it was not a Connect user.',
  })
  acknowledgedBy!: ConnectUser | null;

  @Field(() => String, { nullable: true, description: 'Comment of the user. Null if there is none. Personal data.' })
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

@ObjectType({ description: 'Comment on a request for a review. Personal data.' })
export class ConnectEvaluationReviewComment {
  @Field(() => String, { nullable: true, description: 'Text of the comment.' })
  comment!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Time when the comment was created.' })
  createdAt!: Date | null;

  @Field(() => ConnectUser, {
    nullable: true,
    description: 'User who wrote the comment. Null if it was not a Connect user.',
  })
  createdBy!: ConnectUser | null;
}

@ObjectType({ description: 'Review of an evaluation.' })
export class ConnectEvaluationReview {
  @Field(() => DateTime, { nullable: true, description: 'Time when the review was requested.' })
  requestedAt!: Date | null;

  @Field(() => ConnectUser, {
    nullable: true,
    description: 'User who requested the review. Null if it was not a Connect user.',
  })
  requestedBy!: ConnectUser | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Time when the review was created. Null if Connect does not report it.',
  })
  createdAt!: Date | null;

  @Field(() => ConnectUser, {
    nullable: true,
    description: 'User who created the review. Null if it was not a Connect user.',
  })
  createdBy!: ConnectUser | null;

  @Field(() => [ConnectEvaluationReviewComment], {
    nullable: true,
    description: 'Comments that give the reason for the request.',
  })
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

import type { Attendee, ConnectionData, MediaPlacement, Meeting } from '@aws-sdk/client-connect';
import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType({ description: 'Participant of a meeting.' })
export class ConnectMeetingAttendee {
  @Field(() => ID, { nullable: true, description: 'Id of the attendee.' })
  readonly attendeeId: string | null;

  @Field(() => String, { nullable: true, description: 'The credentials with which the attendee joins.' })
  readonly joinToken: string | null;

  constructor({ AttendeeId, JoinToken }: Attendee) {
    this.attendeeId = AttendeeId ?? null;
    this.joinToken = JoinToken ?? null;
  }
}

@ObjectType({ description: 'The addresses of a meeting.' })
export class ConnectMediaPlacement {
  @Field(() => String, { nullable: true, description: 'Where sound goes.' })
  readonly audioHostUrl: string | null;

  @Field(() => String, { nullable: true, description: 'Where sound goes when the first address cannot be reached.' })
  readonly audioFallbackUrl: string | null;

  @Field(() => String, { nullable: true, description: 'Where those who take part agree on what they send.' })
  readonly signalingUrl: string | null;

  @Field(() => String, { nullable: true, description: 'Where relays are asked for.' })
  readonly turnControlUrl: string | null;

  @Field(() => String, { nullable: true, description: 'Where the client reports what happens.' })
  readonly eventIngestionUrl: string | null;

  constructor(placement: MediaPlacement) {
    this.audioHostUrl = placement.AudioHostUrl ?? null;
    this.audioFallbackUrl = placement.AudioFallbackUrl ?? null;
    this.signalingUrl = placement.SignalingUrl ?? null;
    this.turnControlUrl = placement.TurnControlUrl ?? null;
    this.eventIngestionUrl = placement.EventIngestionUrl ?? null;
  }
}

@ObjectType({ description: 'A meeting of the Amazon Chime SDK, over which a call goes.' })
export class ConnectMeeting {
  @Field(() => ID, { nullable: true, description: 'Id of the meeting.' })
  readonly meetingId: string | null;

  @Field(() => String, { nullable: true, description: 'The AWS Region in which it takes place.' })
  readonly mediaRegion: string | null;

  @Field(() => ConnectMediaPlacement, { nullable: true, description: 'Its addresses.' })
  readonly mediaPlacement: ConnectMediaPlacement | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it can take echo out of the sound; null when Connect does not say.',
  })
  readonly echoReductionAvailable: boolean | null;

  constructor({ MeetingId, MediaRegion, MediaPlacement, MeetingFeatures }: Meeting) {
    const echoReduction = MeetingFeatures?.Audio?.EchoReduction;
    this.meetingId = MeetingId ?? null;
    this.mediaRegion = MediaRegion ?? null;
    this.mediaPlacement = MediaPlacement ? new ConnectMediaPlacement(MediaPlacement) : null;
    this.echoReductionAvailable = echoReduction === undefined ? null : echoReduction === 'AVAILABLE';
  }
}

@ObjectType({ description: 'How to join a call over the web.' })
export class ConnectMeetingAccess {
  @Field(() => ConnectMeetingAttendee, { nullable: true, description: 'The customer as an attendee.' })
  readonly attendee: ConnectMeetingAttendee | null;

  @Field(() => ConnectMeeting, { nullable: true, description: 'The meeting.' })
  readonly meeting: ConnectMeeting | null;

  constructor({ Attendee, Meeting }: ConnectionData) {
    this.attendee = Attendee ? new ConnectMeetingAttendee(Attendee) : null;
    this.meeting = Meeting ? new ConnectMeeting(Meeting) : null;
  }
}

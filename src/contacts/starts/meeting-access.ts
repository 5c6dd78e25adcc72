import type { Attendee, ConnectionData, MediaPlacement, Meeting } from '@aws-sdk/client-connect';
import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType({ description: 'Attendee of a meeting.' })
export class ConnectMeetingAttendee {
  @Field(() => ID, { nullable: true, description: 'Id of the attendee.' })
  readonly attendeeId: string | null;

  @Field(() => String, { nullable: true, description: 'Credentials with which the attendee joins the meeting.' })
  readonly joinToken: string | null;

  constructor({ AttendeeId, JoinToken }: Attendee) {
    this.attendeeId = AttendeeId ?? null;
    this.joinToken = JoinToken ?? null;
  }
}

@ObjectType({ description: 'URLs of a meeting.' })
export class ConnectMediaPlacement {
  @Field(() => String, { nullable: true, description: 'URL for audio.' })
  readonly audioHostUrl: string | null;

  @Field(() => String, { nullable: true, description: 'URL for audio when `audioHostUrl` cannot be reached.' })
  readonly audioFallbackUrl: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'URL for signaling, through which attendees negotiate their media.',
  })
  readonly signalingUrl: string | null;

  @Field(() => String, { nullable: true, description: 'URL for requesting relay servers (TURN).' })
  readonly turnControlUrl: string | null;

  @Field(() => String, { nullable: true, description: 'URL that the client sends meeting events to.' })
  readonly eventIngestionUrl: string | null;

  constructor(placement: MediaPlacement) {
    this.audioHostUrl = placement.AudioHostUrl ?? null;
    this.audioFallbackUrl = placement.AudioFallbackUrl ?? null;
    this.signalingUrl = placement.SignalingUrl ?? null;
    this.turnControlUrl = placement.TurnControlUrl ?? null;
    this.eventIngestionUrl = placement.EventIngestionUrl ?? null;
  }
}

@ObjectType({ description: 'Amazon Chime SDK meeting that carries a web call.' })
export class ConnectMeeting {
  @Field(() => ID, { nullable: true, description: 'Id of the meeting.' })
  readonly meetingId: string | null;

  @Field(() => String, { nullable: true, description: 'AWS Region in which the meeting takes place.' })
  readonly mediaRegion: string | null;

  @Field(() => ConnectMediaPlacement, { nullable: true, description: 'URLs of the meeting.' })
  readonly mediaPlacement: ConnectMediaPlacement | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the meeting supports echo reduction. Null if Connect does not return it.',
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

@ObjectType({ description: 'Data for joining a web call.' })
export class ConnectMeetingAccess {
  @Field(() => ConnectMeetingAttendee, {
    nullable: true,
    description: 'Attendee as whom the customer joins the meeting.',
  })
  readonly attendee: ConnectMeetingAttendee | null;

  @Field(() => ConnectMeeting, { nullable: true, description: 'Meeting that carries the call.' })
  readonly meeting: ConnectMeeting | null;

  constructor({ Attendee, Meeting }: ConnectionData) {
    this.attendee = Attendee ? new ConnectMeetingAttendee(Attendee) : null;
    this.meeting = Meeting ? new ConnectMeeting(Meeting) : null;
  }
}

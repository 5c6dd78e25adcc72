import type { ParticipantType, RecordingInfo, VoiceRecordingTrack } from '@aws-sdk/client-connect';
import { type Recording, spanOf } from '../../world/contacts/recordings.js';
import type { Contact } from '../../world/entities.js';
import type { InstanceState } from '../../world/instance-state.js';
import { dateOf } from '../date.js';

const participants: Readonly<Record<VoiceRecordingTrack, ParticipantType>> = {
  ALL: 'ALL',
  FROM_AGENT: 'AGENT',
  TO_AGENT: 'CUSTOMER',
};

/**
 * Returns the recordings of a contact as DescribeContact shows them. A recording is listed once it has started, and is
 * available once it has stopped.
 */
export function describeRecordings(
  contact: Contact,
  { recordings, instance }: InstanceState,
): RecordingInfo[] | undefined {
  const infos = recordings.of(contact.id).flatMap((recording): RecordingInfo[] => {
    const span = spanOf(recording, contact);
    if (!span) return [];
    const { type, track = 'ALL' } = recording;
    return [
      {
        StorageType: 'S3',
        Location: location(recording, contact, instance.alias, span.startedAt),
        MediaStreamType: type === 'SCREEN' ? 'VIDEO' : 'AUDIO',
        ParticipantType: type === 'SCREEN' ? 'AGENT' : participants[track],
        StartTimestamp: dateOf(span.startedAt),
        StopTimestamp: dateOf(span.stoppedAt),
        Status: span.stoppedAt === undefined ? undefined : 'AVAILABLE',
      },
    ];
  });
  return infos.length === 0 ? undefined : infos;
}

/** Returns a location in Connect's form: bucket, alias, day, contact id and minute. */
function location({ type }: Recording, { id }: Contact, alias: string, startedAt: number): string {
  const [day = '', time = ''] = new Date(startedAt).toISOString().split('T');
  const folders = { AGENT: 'CallRecordings', IVR: 'CallRecordings/ivr', SCREEN: 'ScreenRecordings' };
  const minute = `${day.replaceAll('-', '')}T${time.slice(0, 5)}_UTC`;
  const file = `${id}_${minute}.${type === 'SCREEN' ? 'mp4' : 'wav'}`;
  return `amazon-connect-recordings/connect/${alias}/${folders[type]}/${day.replaceAll('-', '/')}/${file}`;
}

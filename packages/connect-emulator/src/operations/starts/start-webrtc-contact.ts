import { randomBytes, randomUUID } from 'node:crypto';
import type {
  ConnectionData,
  StartWebRTCContactCommandInput,
  StartWebRTCContactCommandOutput,
} from '@aws-sdk/client-connect';
import { subtypeAttribute } from '../../world/contacts/contact-defaults.js';
import type { World } from '../../world/world.js';
import { newParticipant } from '../chats/participant.js';
import { beginContact, newContact } from '../shared/new-contact.js';
import { checkQuota } from './contact-quota.js';
import { startParts } from './start-parts.js';

/** Starts a call from an app or a web page, with video if the input allows it, and runs a flow with it. */
export function startWebRTCContact(
  input: StartWebRTCContactCommandInput,
  world: World,
): Omit<StartWebRTCContactCommandOutput, '$metadata'> {
  const { state, related, attributes, plan } = startParts(input, world, { copiesAttributes: false });
  checkQuota(world, state, 'VOICE');
  const call = newContact(
    world,
    state,
    {
      ...plan,
      channel: 'VOICE',
      initiationMethod: 'WEBRTC_API',
      description: input.Description,
      segmentAttributes: subtypeAttribute('connect:WebRTC'),
      customerCapabilities: input.AllowedCapabilities?.Customer,
      agentCapabilities: input.AllowedCapabilities?.Agent,
    },
    { related },
  );
  beginContact(world, state, call, attributes);
  return { ContactId: call.id, ...newParticipant(), ConnectionData: connectionData(state.instance.region) };
}

/** Returns the data of a meeting in the form of the Chime SDK. Its hosts do not exist. */
function connectionData(region: string): ConnectionData {
  const id = randomUUID();
  const host = `${id}.meetings.example.com`;
  return {
    Attendee: { AttendeeId: randomUUID(), JoinToken: randomBytes(48).toString('base64url') },
    Meeting: {
      MediaRegion: region,
      MeetingId: id,
      MediaPlacement: {
        AudioHostUrl: `${host}:3478`,
        AudioFallbackUrl: `wss://${host}/calls`,
        SignalingUrl: `wss://signal.${host}/control`,
        TurnControlUrl: `https://turn.${host}/v2/turn_sessions`,
        EventIngestionUrl: `https://events.${host}/v1/client-events`,
      },
      MeetingFeatures: { Audio: { EchoReduction: 'UNAVAILABLE' } },
    },
  };
}

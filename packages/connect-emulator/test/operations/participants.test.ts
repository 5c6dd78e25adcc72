import { describe, expect, test } from '@jest/globals';
import { over, serveContacts, waiting, withAnn } from './life.js';

const web = (id: string, more: object = {}) =>
  withAnn(id, 'VOICE', { method: 'WEBRTC_API', segmentAttributes: { 'connect:Subtype': 'connect:WebRTC' }, ...more });
const as = (ParticipantRole?: string) => ({
  ContactId: 'it',
  ParticipantDetails: { ParticipantRole, DisplayName: 'Somebody' },
});

describe('CreateParticipant', () => {
  test.each([
    ['a bot to a chat', withAnn('it', 'CHAT'), 'CUSTOM_BOT'],
    ['a customer to a web call', web('it'), 'CUSTOMER'],
  ])('adds %s', async (_what, contact, role) => {
    const { send, last, world } = await serveContacts([contact]);
    const { ParticipantId, ParticipantCredentials } = await send('CreateParticipant', as(role));
    expect(last()).toMatchObject({ changed: true });
    expect(ParticipantCredentials.ParticipantToken.length).toBeLessThanOrEqual(1_000);
    expect(Date.parse(ParticipantCredentials.Expiry)).toBeGreaterThan(world.now);
    expect(world.instances[0]?.participants.of('it')).toEqual([{ id: ParticipantId, role, displayName: 'Somebody' }]);
  });

  test.each([
    ['a customer of a chat', withAnn('it', 'CHAT'), as('CUSTOMER'), 'InvalidRequestException'],
    ['an agent of a chat', withAnn('it', 'CHAT'), as('AGENT'), 'InvalidRequestException'],
    ['a participant without a role', withAnn('it', 'CHAT'), as(), 'InvalidRequestException'],
    ['a bot of a call', web('it'), as('CUSTOM_BOT'), 'InvalidRequestException'],
    ['a customer of a telephone call', withAnn('it', 'VOICE'), as('CUSTOMER'), 'InvalidRequestException'],
    ['a later contact of a web call', web('it', { transfers: 1 }), as('CUSTOMER'), 'InvalidRequestException'],
    ['a task', withAnn('it', 'TASK'), as('CUSTOM_BOT'), 'InvalidRequestException'],
    ['a chat that has ended', over('it', 'CHAT'), as('CUSTOM_BOT'), 'InvalidRequestException'],
    ['an unknown contact', withAnn('other', 'CHAT'), as('CUSTOM_BOT'), 'ResourceNotFoundException'],
  ])('refuses %s', async (_what, contact, input, error) => {
    const { refusal } = await serveContacts([contact]);
    expect(await refusal('CreateParticipant', input)).toBe(error);
  });

  test('adds at most the assumed number of participants', async () => {
    const { refusal } = await serveContacts([withAnn('it', 'CHAT')], {
      assumptions: { addedParticipantsPerContact: 1 },
    });
    expect(await refusal('CreateParticipant', as('CUSTOM_BOT'))).toBeUndefined();
    expect(await refusal('CreateParticipant', as('CUSTOM_BOT'))).toBe('ServiceQuotaExceededException');
  });
});

describe('StartScreenSharing', () => {
  test('shares the screen of a web call once', async () => {
    const { send, last, refusal } = await serveContacts([web('it')]);
    await send('StartScreenSharing', { ContactId: 'it' });
    expect(last()).toMatchObject({ changed: true, status: 200 });
    expect(await refusal('StartScreenSharing', { ContactId: 'it' })).toBe('InvalidRequestException');
  });

  test.each([
    ['a telephone call', withAnn('it', 'VOICE'), 'InvalidRequestException'],
    ['a chat', withAnn('it', 'CHAT'), 'InvalidRequestException'],
    ['a queued call', { ...web('it'), state: 'queued', queue: 'lonely', agent: undefined }, 'InvalidRequestException'],
    ['a call that has ended', { ...web('it'), state: 'ended', ended: '-1m' }, 'InvalidRequestException'],
    ['an unknown contact', web('other'), 'ResourceNotFoundException'],
  ])('refuses %s', async (_what, contact, error) => {
    const { refusal } = await serveContacts([contact]);
    expect(await refusal('StartScreenSharing', { ContactId: 'it' })).toBe(error);
  });
});

describe('UpdateParticipantAuthentication', () => {
  const signingIn = waiting('it', 'CHAT', { authentication: 'given' });
  const status = (ValueString: string) => ({
    SegmentAttributes: { 'connect:CustomerAuthentication': { ValueMap: { Status: { ValueString } } } },
  });

  test.each([
    ['a code', { Code: 'code' }, 'AUTHENTICATED'],
    ['an error', { Error: 'access_denied', ErrorDescription: 'No' }, 'FAILED'],
  ])('completes a sign-in with %s', async (_what, input, expected) => {
    const { send, contact, last } = await serveContacts([signingIn]);
    await send('UpdateParticipantAuthentication', { State: 'given', ...input });
    expect(last()).toMatchObject({ changed: true });
    expect(await contact('it')).toMatchObject(status(expected));
  });

  test.each([
    ['an unknown state', { State: 'other', Code: 'code' }, 'InvalidRequestException'],
    ['an unknown instance', { InstanceId: 'x', State: 'given', Code: 'code' }, 'InvalidRequestException'],
    ['neither code nor error', { State: 'given' }, 'InvalidRequestException'],
    ['both', { State: 'given', Code: 'code', Error: 'no' }, 'InvalidRequestException'],
    ['the state of a chat that has ended', { State: 'late', Code: 'code' }, 'ConflictException'],
  ])('refuses %s', async (_what, input, error) => {
    const { refusal } = await serveContacts([signingIn, over('late', 'CHAT', { authentication: 'late' })]);
    expect(await refusal('UpdateParticipantAuthentication', input)).toBe(error);
  });

  test('accepts a state once', async () => {
    const { send, refusal } = await serveContacts([signingIn]);
    await send('UpdateParticipantAuthentication', { State: 'given', Code: 'code' });
    expect(await refusal('UpdateParticipantAuthentication', { State: 'given', Code: 'code' })).toBe(
      'ConflictException',
    );
  });
});

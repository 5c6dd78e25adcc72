import { describe, expect, test } from '@jest/globals';
import { call, describeContact, refusalOf, smallWorld, waitingTask } from './support.js';

function stop(contact: object, assumptions = {}) {
  const state = smallWorld({ contacts: [{ ...waitingTask, ...contact }] }, { assumptions });
  const refusal = refusalOf(() => call(state, 'StopContact', { ContactId: 'task' }));
  return { state, refusal, contact: describeContact(state, 'task') };
}

describe('StopContact', () => {
  test.each([
    ['TASK', 'API'],
    ['CHAT', 'API'],
    ['EMAIL', 'API'],
    ['VOICE', 'OTHER'],
  ])('ends a contact of channel %s with the reason %s', (channel, reason) => {
    const { state, contact } = stop({ channel });
    expect(contact.DisconnectReason).toBe(reason);
    expect(contact.DisconnectTimestamp).toBeInstanceOf(Date);
    expect(state.revision).toBe(1);
  });

  test.each([
    [{ state: 'scheduled', scheduled: '+1h' }],
    [{ state: 'in-flow' }],
    [{ state: 'paused', agent: 'off', paused: '-1m' }],
    [{ state: 'with-agent', agent: 'off' }],
  ])('ends a task in any state: %j', (contact) => {
    expect(stop(contact).contact.DisconnectReason).toBe('API');
  });

  test('never starts a scheduled task that was stopped', () => {
    const { state } = stop({ state: 'scheduled', scheduled: '+1h' });
    state.clock.advance(2 * 3_600_000);
    expect(describeContact(state, 'task').ConnectedToSystemTimestamp).toBeUndefined();
  });

  test.each([['DISCONNECT'], ['TRANSFER'], ['QUEUE_TRANSFER'], ['EXTERNAL_OUTBOUND'], ['MONITOR']])(
    'does not work for a call with the initiation method %s',
    (method) => {
      const { state, refusal, contact } = stop({ channel: 'VOICE', method });
      expect(refusal).toBe('InvalidRequestException');
      expect(contact.DisconnectTimestamp).toBeUndefined();
      expect(state.revision).toBe(0);
      expect(stop({ channel: 'CHAT', method }).refusal).toBeUndefined();
    },
  );

  test('ends a queued callback', () => {
    expect(stop({ channel: 'VOICE', method: 'CALLBACK' }).refusal).toBeUndefined();
  });

  test('does not find an unknown contact, or an ended contact unless assumed otherwise', () => {
    expect(refusalOf(() => call(smallWorld(), 'StopContact', { ContactId: 'task' }))).toBe('ContactNotFoundException');
    const ended = { state: 'ended', ended: '-1m', reason: 'AGENT_COMPLETED' };
    expect(stop(ended).refusal).toBe('ContactNotFoundException');
    const lenient = stop(ended, { stopOfEndedContact: 'success' });
    expect(lenient.refusal).toBeUndefined();
    expect(lenient.contact.DisconnectReason).toBe('AGENT_COMPLETED');
    expect(lenient.state.revision).toBe(0);
  });

  test('does not find an unknown instance', () => {
    const input = { InstanceId: 'nowhere', ContactId: 'task' };
    expect(refusalOf(() => call(smallWorld(), 'StopContact', input))).toBe('ResourceNotFoundException');
  });
});

import { flowId, userId } from '../../../../bench/lib/world.mjs';
import { ids, ownAddress, ownNumber, ownNumberArn } from '../world.mjs';
import { byToken, mutation, unique } from './shape.mjs';

const contactFlowId = flowId(1);
const theirNumber = '+12065550123';
const theirAddress = { emailAddress: 'somebody@example.com' };
const raw = { subject: 'A question', body: 'Why?', contentType: 'TEXT_PLAIN' };
const withCredentials = {
  selection: 'contactId participantId participantToken clientToken',
  passing: 'participantToken',
};
/** What is told apart by the participant's name. */
const byParticipant = {
  ...byToken,
  other: (input) => ({ ...input, participantDetails: { displayName: 'Another' } }),
  isCall: (input, call) => call.ParticipantDetails.DisplayName === input.participantDetails.displayName,
};
const byName = {
  ...byToken,
  other: (input) => ({ ...input, name: `${input.name}, other` }),
  isCall: (input, call) => call.Name === input.name,
};
const participantDetails = (random) => ({ displayName: `Somebody ${unique(random)}` });

/** How contacts of all other channels come, and what comes with them. */
export const starts = {
  startChatContact: mutation('StartChatContact', {
    ...byParticipant,
    ...withCredentials,
    input: (random) => ({ contactFlowId, participantDetails: participantDetails(random) }),
    makes: ({ contactId }) => ({ chat: contactId, newChat: contactId }),
  }),
  startWebRTCContact: mutation('StartWebRTCContact', {
    ...byParticipant,
    ...withCredentials,
    input: (random) => ({ contactFlowId, participantDetails: participantDetails(random) }),
  }),
  startOutboundChatContact: mutation('StartOutboundChatContact', {
    ...byParticipant,
    input: (random) => ({
      ...{ contactFlowId, messaging: 'SMS', sourcePhoneNumberArn: ownNumberArn, destinationPhoneNumber: theirNumber },
      participantDetails: participantDetails(random),
    }),
  }),
  startEmailContact: mutation('StartEmailContact', {
    ...byName,
    input: (random) => ({
      ...{ contactFlowId, fromEmailAddress: theirAddress, destinationEmailAddress: ownAddress, emailMessage: raw },
      name: `Email ${unique(random)}`,
    }),
  }),
  startOutboundVoiceContact: mutation('StartOutboundVoiceContact', {
    ...byName,
    input: (random) => ({
      ...{ contactFlowId, destinationPhoneNumber: theirNumber, caller: { sourcePhoneNumber: ownNumber } },
      name: `Call ${unique(random)}`,
    }),
  }),
  createContact: mutation('CreateContact', {
    ...byName,
    input: (random) => ({ type: 'EMAIL_OUTBOUND', userId: userId(24), name: `Draft ${unique(random)}` }),
    makes: ({ contactId }) => ({ draft: contactId }),
  }),
  startOutboundEmailContact: mutation('StartOutboundEmailContact', {
    ...byToken,
    // It makes no contact, but sends the one that there is, which only one can.
    resultOf: ({ contactId }) => `sent ${contactId}`,
    takes: 'draft',
    input: (_random, contactId) => ({ contactId, destinationEmailAddress: theirAddress, emailMessage: { raw } }),
    other: (input) => ({ ...input, destinationEmailAddress: { emailAddress: 'other@example.com' } }),
    isCall: (input, call) =>
      call.ContactId === input.contactId &&
      call.DestinationEmailAddress.EmailAddress === input.destinationEmailAddress.emailAddress,
  }),
  createParticipant: mutation('CreateParticipant', {
    ...byParticipant,
    selection: 'contactId participantId participantCredentials { participantToken } clientToken',
    passing: 'participantCredentials',
    resultOf: ({ participantId }) => participantId,
    takes: 'chat',
    input: (random, contactId) => ({
      contactId,
      participantDetails: { participantRole: 'CUSTOM_BOT', ...participantDetails(random) },
    }),
    other: (input) => ({ ...input, participantDetails: { participantRole: 'CUSTOM_BOT', displayName: 'Another' } }),
    becomes: 'chat',
  }),
  createPersistentContactAssociation: mutation('CreatePersistentContactAssociation', {
    tokenIsConnects: false,
    selection: 'continuedFromContactId clientToken',
    takes: 'newChat',
    subjectOf: ({ input }) => input.initialContactId,
    subjectOfCall: ({ input }) => input.InitialContactId,
    input: (random, initialContactId) => ({
      ...{ initialContactId, rehydrationType: 'FROM_SEGMENT' },
      sourceContactId: random.pick(ids.endedChats),
    }),
    other: (input) => ({ ...input, sourceContactId: `${input.sourceContactId}-other` }),
    isCall: (input, call) =>
      call.InitialContactId === input.initialContactId && call.SourceContactId === input.sourceContactId,
  }),
};

/** A minimal input for each operation that creates a contact, for the world of life.ts. */
export const starts: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  StartTaskContact: { Name: 'A task', ContactFlowId: 'to-tasks' },
  StartChatContact: { ContactFlowId: 'to-tasks', ParticipantDetails: { DisplayName: 'Somebody' } },
  StartEmailContact: {
    ContactFlowId: 'to-tasks',
    FromEmailAddress: { EmailAddress: 'somebody@example.com' },
    DestinationEmailAddress: 'care@example.com',
    EmailMessage: {
      MessageSourceType: 'RAW',
      RawMessage: { Subject: 'A question', Body: 'Why?', ContentType: 'text/plain' },
    },
  },
  StartOutboundVoiceContact: {
    ContactFlowId: 'to-tasks',
    DestinationPhoneNumber: '+12065550123',
    SourcePhoneNumber: '+12065550100',
  },
  StartOutboundChatContact: {
    ContactFlowId: 'to-tasks',
    SourceEndpoint: {
      Type: 'CONNECT_PHONENUMBER_ARN',
      Address: 'arn:aws:connect:us-east-1:111122223333:phone-number/number',
    },
    DestinationEndpoint: { Type: 'TELEPHONE_NUMBER', Address: '+12065550123' },
    SegmentAttributes: { 'connect:Subtype': { ValueString: 'connect:SMS' } },
  },
  StartWebRTCContact: { ContactFlowId: 'to-tasks', ParticipantDetails: { DisplayName: 'Somebody' } },
  CreateContact: { Channel: 'TASK', InitiationMethod: 'API' },
};

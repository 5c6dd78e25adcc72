/**
 * Members of the service model that no field of an input stands for, by the structure that has them, and why. Members that
 * have another name in the input are not here: each operation declares them as its `inputPaths`.
 */
export const leftOut: Readonly<Record<string, string>> = {
  'CreatePersistentContactAssociationRequest.ClientToken': 'The model does not promise that it is honoured.',
  'StartOutboundVoiceContactRequest.TrafficType': 'GENERAL, but for a call with `campaign`.',
  'OutboundStrategy.Type': 'It has one value.',
  'Endpoint.Type': 'StartOutboundChatContact takes one type at each end.',
  'StartOutboundChatContactRequest.SegmentAttributes': 'Required for the subtype, which `messaging` gives.',
  'InboundEmailContent.MessageSourceType': 'It has one value.',
  'OutboundEmailContent.MessageSourceType': 'Told by which field of `emailMessage` is given.',
  'CreateContactRequest.Channel': 'One choice with the initiation method: `type`.',
  'CreateContactRequest.InitiationMethod': 'One choice with the channel: `type`.',
  'TemplatedMessageConfig.TemplateAttributes': 'Given empty when no field of it is.',
  'StopContactRequest.DisconnectReason': 'For outbound campaigns only.',
  'DisconnectReason.Code': 'For outbound campaigns only.',
  'AttributeCondition.ComparisonOperator': 'Told by which field of the condition is given.',
  'StartContactRecordingRequest.VoiceRecordingConfiguration': 'Its two tracks are one choice: `track`.',
  'VoiceRecordingConfiguration.VoiceRecordingTrack': 'One choice with the other track: `track`.',
  'VoiceRecordingConfiguration.IvrRecordingTrack': 'One choice with the other track: `track`.',
  'ParticipantTimerConfiguration.ParticipantRole': 'It is the field `role`, an enum, of which nothing can be wrong.',
  'ParticipantTimerConfiguration.TimerType': 'It is the field `type`, an enum, of which nothing can be wrong.',
  'ParticipantTimerValue.ParticipantTimerAction': 'It is the field `action`, an enum, of which nothing can be wrong.',
  'Reference.Status': 'Connect sets it.',
  'Reference.Arn': 'Connect sets it.',
  'Reference.StatusReason': 'Connect sets it.',
  'SegmentAttributeValue.ValueList': 'No attribute that can be set is documented to be a list.',
  'SegmentAttributeValue.ValueArn': 'Connect sets it.',
};

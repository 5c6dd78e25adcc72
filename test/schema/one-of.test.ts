import { expect, test } from '@jest/globals';
import { buildSchema, type GraphQLInputType, getNamedType, isInputObjectType, isNonNullType } from 'graphql';
import { startTestGateway } from '../support/gateway.js';
import { publishedSchema } from '../support/schema-files.js';

/**
 * The inputs of which exactly one field must be given, each with the reason: a union of the service model, or a sentence of
 * the API reference. "At least one of", as for the number and the queue of an outbound call, is no reason. Where Connect
 * wants at most one, the field that leads to the input may be absent.
 */
const reasons: Readonly<Record<string, string>> = {
  ConnectAgentsInput:
    'GetCurrentUserData: "A maximum of one filter can be passed from queues, routing profiles, agents, and user hierarchy groups", and data is retrieved "for only the specified values/resources in the filter".',
  ConnectAuthenticationAnswerInput:
    'A redirect of OAuth 2.0 brings a code or an error (RFC 6749, section 4.1.2), and UpdateParticipantAuthentication does one thing or the other.',
  ConnectChatTimerValueInput: 'ParticipantTimerValue is a union.',
  ConnectEvaluationAnswerValueInput: 'EvaluationAnswerData is a union.',
  ConnectFileResourceInput: 'There is one AssociatedResourceArn.',
  ConnectMetricSubjectInput:
    'GetCurrentMetricData: "You cannot filter by both queue AND routing profile", and a filter needs one of them.',
  ConnectRoutingConditionInput:
    'A condition is about a proficiency or about agents; several are joined by `and` and `or`.',
  ConnectRoutingExpressionInput: '"A tagged union to specify expression for a routing step."',
  ConnectSegmentAttributeValueInput: 'A value has one type.',
  ConnectTagsFilter: '"An OR of AND (List of List) input", which is said in one of three ways.',
  ConnectTimeCondition: 'A condition is about one time; several are joined by `match`.',
  StartChatPastInput:
    'At most one: "You cannot provide data for both RelatedContactId and PersistentChat." The field may be absent.',
  StartContactRecordingTrackInput: '"One and only one of the track configurations should be presented in the request."',
  StartOutboundChatMessageInput:
    'There is one first message, written out or made of a template. The field may be absent.',
  StartOutboundEmailMessageInput: 'MessageSourceType is RAW or TEMPLATE.',
  StartTaskSourceInput: '"Include only one of these parameters: ContactFlowID, QuickConnectID, or TaskTemplateID."',
  TransferDestinationInput:
    'At most one: "Do not use both QueueId and UserId in the same call." The field may be absent.',
  UpdateContactRoutingDataTurnInput:
    'At most one: "Either QueuePriority or QueueTimeAdjustmentInSeconds should be provided, but not both." The field may be absent.',
};
const oneOfInputs = Object.keys(reasons);

test('the served schema says of just these inputs that exactly one field must be given', async () => {
  const gateway = await startTestGateway();
  const { data } = await gateway.graphql('{ __schema { types { name isOneOf } } }').finally(() => gateway.close());
  const types: { name: string; isOneOf: boolean | null }[] = data.__schema.types;
  const names = types.filter(({ isOneOf }) => isOneOf).map(({ name }) => name);
  expect(names.sort()).toEqual([...oneOfInputs].sort());
});

test('where Connect takes at most one, the field that leads to a @oneOf input may be absent', () => {
  const optional = inputFields().filter(({ of, type }) => !isNonNullType(type) && of.startsWith('At most one'));
  const all = oneOfInputs.filter((name) => reasons[name]?.startsWith('At most one'));
  expect(optional.map(({ name }) => name).sort()).toEqual(all.sort());
});

/** The fields of inputs whose type is a @oneOf input, with the reason of that. */
function inputFields(): { name: string; of: string; type: GraphQLInputType }[] {
  const inputs = Object.values(buildSchema(publishedSchema('api')).getTypeMap()).filter(isInputObjectType);
  return inputs
    .flatMap((input) => Object.values(input.getFields()))
    .map(({ type }) => ({ name: getNamedType(type).name, of: reasons[getNamedType(type).name] ?? '', type }));
}

test('an outbound call takes its number and its queue together, so that its input is no @oneOf', () => {
  const type = buildSchema(publishedSchema('api')).getType('StartOutboundVoiceCallerInput');
  expect(isInputObjectType(type) && type.isOneOf).toBe(false);
});

test.each(oneOfInputs)('%s is still a @oneOf for who builds a schema from the published file', (name) => {
  const type = buildSchema(publishedSchema('api')).getType(name);
  expect(isInputObjectType(type) && type.isOneOf).toBe(true);
});

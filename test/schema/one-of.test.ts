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
  ConnectAgentsInput: 'GetCurrentUserData takes one kind of filter at a time, and shows nothing beyond it.',
  ConnectAuthenticationAnswerInput:
    'A redirect of OAuth 2.0 brings a code or an error (RFC 6749, section 4.1.2), and UpdateParticipantAuthentication does one thing or the other.',
  ConnectChatTimerValueInput: 'ParticipantTimerValue is a union.',
  ConnectEvaluationAnswerValueInput: 'EvaluationAnswerData is a union.',
  ConnectFileResourceInput: 'There is one AssociatedResourceArn.',
  ConnectMetricSubjectInput: 'GetCurrentMetricData filters by queues or by routing profiles, never by both.',
  ConnectRoutingConditionInput:
    'A condition is about a proficiency or about agents; several are joined by `and` and `or`.',
  ConnectRoutingExpressionInput: 'Expression is a union.',
  ConnectSegmentAttributeValueInput: 'A value has one type.',
  ConnectTagsFilter: 'ControlPlaneTagFilter is one condition, a conjunction, or a disjunction of conjunctions.',
  ConnectTimeCondition: 'A condition is about one time; several are joined by `match`.',
  StartChatPastInput:
    'At most one: StartChatContact refuses RelatedContactId beside PersistentChat. The field may be absent.',
  StartContactRecordingTrackInput: 'StartContactRecording takes exactly one track.',
  StartOutboundChatMessageInput:
    'There is one first message, written out or made of a template. The field may be absent.',
  StartOutboundEmailMessageInput: 'MessageSourceType is RAW or TEMPLATE.',
  StartTaskSourceInput: 'StartTaskContact takes a flow, a quick connect or a template.',
  TransferDestinationInput:
    'A transfer goes to a queue or to a user. Connect would also let the flow choose, but then a field that a client forgot would move the contact.',
  UpdateContactRoutingDataTurnInput:
    'At most one: UpdateContactRoutingData refuses both ways to move a contact in its queue at once. The field may be absent.',
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

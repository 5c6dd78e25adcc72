import { expect, test } from '@jest/globals';
import { buildSchema, isInputObjectType } from 'graphql';
import { startTestGateway } from '../support/gateway.js';
import { publishedSchema } from '../support/schema-files.js';

const oneOfInputs = [
  'ConnectAuthenticationAnswerInput',
  'ConnectChatTimerValueInput',
  'ConnectRoutingConditionInput',
  'ConnectRoutingExpressionInput',
  'ConnectSegmentAttributeValueInput',
  'ConnectTagsFilter',
  'ConnectTimeCondition',
  'StartChatPastInput',
  'StartContactRecordingTrackInput',
  'StartOutboundChatMessageInput',
  'StartOutboundEmailMessageInput',
  'StartOutboundVoiceCallerInput',
  'StartTaskSourceInput',
  'TransferDestinationInput',
  'UpdateContactRoutingDataTurnInput',
  'ConnectAgentsInput',
  'ConnectMetricSubjectInput',
  'ConnectEvaluationAnswerValueInput',
  'ConnectFileResourceInput',
];

test('the served schema says of just these inputs that exactly one field must be given', async () => {
  const gateway = await startTestGateway();
  const { data } = await gateway.graphql('{ __schema { types { name isOneOf } } }').finally(() => gateway.close());
  const types: { name: string; isOneOf: boolean | null }[] = data.__schema.types;
  const names = types.filter(({ isOneOf }) => isOneOf).map(({ name }) => name);
  expect(names.sort()).toEqual([...oneOfInputs].sort());
});

test.each(oneOfInputs)('%s is still a @oneOf for who builds a schema from the published file', (name) => {
  const type = buildSchema(publishedSchema('api')).getType(name);
  expect(isInputObjectType(type) && type.isOneOf).toBe(true);
});

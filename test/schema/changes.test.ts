import { expect, test } from '@jest/globals';
import { changes } from '../../schema/changes.mjs';

const schema = (body: string, destination = '@oneOf') => `
  directive @oneOf on INPUT_OBJECT
  type Query { contact(id: ID!): Contact }
  type Contact { id: ID! ${body} }
  enum State { LIVE }
  input Destination ${destination} { queueId: ID userId: ID }
`;

test.each([
  ['nothing', schema('state: State'), { breaking: 0, dangerous: 0 }],
  ['a field that is gone', schema(''), { breaking: 1, dangerous: 0 }],
  [
    'a field that may be null now',
    schema('state: State').replace('id: ID! state', 'id: ID state'),
    { breaking: 1, dangerous: 0 },
  ],
  ['a @oneOf that is gone', schema('state: State', ''), { breaking: 1 }],
  ['a value that is new', schema('state: State').replace('LIVE', 'LIVE ENDED'), { breaking: 0, dangerous: 1 }],
  ['a field that is new', schema('state: State name: String'), { breaking: 0, dangerous: 0, others: 1 }],
])('%s is what it is to clients', async (_, now, expected) => {
  const { breaking, dangerous, others } = await changes(schema('state: State'), now);
  expect({ breaking: breaking.length, dangerous: dangerous.length, others }).toMatchObject(expected);
});

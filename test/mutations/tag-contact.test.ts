import { contacts, newTask } from '../support/demo.js';
import { describeMutations } from '../support/mutation-cases.js';

const tag = (key: string, value = 'x') => ({ key, value });

describeMutations([
  {
    mutation: 'tagContact',
    input: async (gateway) => ({ contactId: await newTask(gateway), tags: [tag('team', 'north')] }),
    selection: 'contactId contact { tags(keys: ["team"]) { key value } }',
    success: ({ contactId }) => ({ contactId, contact: { tags: [tag('team', 'north')] } }),
    refusals: [
      {
        title: 'past six tags names the limit and how many there are',
        input: async (gateway) => {
          const contactId = await newTask(gateway);
          const input = { contactId, tags: ['a', 'b', 'c', 'd', 'e'].map((key) => tag(key)) };
          const { data } = await gateway.graphql(
            'mutation ($input: TagContactInput!) { tagContact(input: $input) { __typename } }',
            { input },
          );
          return data.tagContact && { contactId, tags: [tag('f'), tag('g')] };
        },
        answer: { __typename: 'ConnectLimitReachedError', limit: 'CONTACT_TAGS', maximum: 6, current: 5 },
      },
      {
        title: 'refuses a key that is given twice before any call',
        input: () => ({ contactId: contacts.ended, tags: [tag('a'), tag('a', 'y')] }),
        answer: {
          __typename: 'ConnectInvalidInputError',
          violations: [{ path: ['tags', '1', 'key'], message: 'is given twice.' }],
        },
      },
    ],
  },
]);

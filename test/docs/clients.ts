// The examples of examples/clients that `npm run test:docs` bundles and runs. The browser test runs the React page.
import { ApolloClient, HttpLink } from '@apollo/client';
import { transferNewest } from '../../examples/clients/fetch/transfer.js';
import { TransferDocument } from '../../examples/clients/generated/graphql.js';
import { tell } from '../../examples/clients/outcome.js';
import { createCache } from '../../examples/clients/react/cache.js';
import { createClient, transfer } from '../../examples/clients/urql/transfer.js';

const toGeneralEnquiries = {
  contactFlowId: 'ffffffff-0000-4000-8000-000000000003',
  destination: { queueId: 'aaaaaaaa-0000-4000-8000-000000000001' },
};

/** Each makes one transfer, and returns the outcome as a sentence. */
export const clients = {
  'fetch/transfer.ts': (url: string) => transferNewest(url, 'General enquiries'),
  'urql/transfer.ts': async (url: string) => {
    const input = { ...toGeneralEnquiries, contactId: 'cccccccc-0000-4000-8000-000000000055' };
    return tell(await transfer(createClient(url), input));
  },
  'react/cache.ts': async (url: string) => {
    const client = new ApolloClient({ cache: createCache(), link: new HttpLink({ uri: url }) });
    const input = { ...toGeneralEnquiries, contactId: 'cccccccc-0000-4000-8000-000000000054' };
    const { data } = await client.mutate({ mutation: TransferDocument, variables: { input } });
    return data?.transferContact ? tell(data.transferContact) : 'The gateway failed.';
  },
};

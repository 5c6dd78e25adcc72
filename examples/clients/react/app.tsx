import { ApolloClient, HttpLink } from '@apollo/client';
import { ApolloProvider, useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { transferOnce } from '../again.js';
import { DeskDocument, TransferDocument } from '../generated/graphql.js';
import { tell } from '../outcome.js';
import { createCache } from './cache.js';

/** The emails of a contact centre, each with a button that transfers it to the chosen queue. */
function Desk() {
  const { data, error } = useQuery(DeskDocument, { variables: { first: 10 } });
  const [transfer, { loading }] = useMutation(TransferDocument);
  const [queueId, setQueueId] = useState('');
  const [told, setTold] = useState('');
  if (error) return <p role="alert">{error.message}</p>;
  if (!data) return <p>Loading</p>;
  const { contacts, queues, contactFlows } = data.connect ?? {};
  const flowId = contactFlows?.nodes?.[0]?.id;

  async function onTransfer(contactId: string) {
    if (!flowId) return;
    const input = { contactId, contactFlowId: flowId, destination: { queueId } };
    try {
      const result = await transferOnce(input, async (withToken) => {
        const answer = await transfer({ variables: { input: withToken } });
        if (!answer.data?.transferContact) throw new Error('The gateway failed.');
        return answer.data.transferContact;
      });
      setTold(tell(result));
    } catch (failure) {
      setTold(String(failure));
    }
  }

  return (
    <main>
      <label>
        Transfer to{' '}
        <select value={queueId} onChange={(event) => setQueueId(event.target.value)}>
          <option value="">choose a queue</option>
          {queues?.nodes?.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <p role="status">{told}</p>
      <table>
        <tbody>
          {contacts?.nodes?.map(({ id, state, queue, transferability }) => (
            <tr key={id} data-id={id}>
              <td>{state}</td>
              <td>{queue?.name}</td>
              <td>
                <button
                  type="button"
                  disabled={!queueId || loading || !transferability?.allowed}
                  title={transferability?.reason ?? undefined}
                  onClick={() => onTransfer(id)}
                >
                  Transfer
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </main>
  );
}

const uri = new URLSearchParams(location.search).get('gateway') ?? 'http://127.0.0.1:4000/graphql';
const client = new ApolloClient({ link: new HttpLink({ uri }), cache: createCache() });
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <ApolloProvider client={client}>
      <Desk />
    </ApolloProvider>,
  );
}

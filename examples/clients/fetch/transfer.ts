import { transferOnce } from '../again.js';
import { DeskDocument, TransferDocument } from '../generated/graphql.js';
import { tell } from '../outcome.js';
import { ask } from './client.js';

/** Transfers the newest email that can be transferred to a queue, and returns the outcome as a sentence. */
export async function transferNewest(url: string, queueName: string): Promise<string> {
  const { connect } = await ask(url, DeskDocument, { first: 10 });
  const contact = connect?.contacts?.nodes?.find(({ transferability }) => transferability?.allowed);
  const queue = connect?.queues?.nodes?.find(({ name }) => name === queueName);
  const [flow] = connect?.contactFlows?.nodes ?? [];
  if (!contact || !queue || !flow) return 'There is nothing to transfer, or nowhere to transfer it to.';
  const input = { contactId: contact.id, contactFlowId: flow.id, destination: { queueId: queue.id } };
  const result = await transferOnce(input, async (withToken) => {
    const { transferContact } = await ask(url, TransferDocument, { input: withToken });
    if (!transferContact) throw new Error('The gateway failed.');
    return transferContact;
  });
  return tell(result);
}

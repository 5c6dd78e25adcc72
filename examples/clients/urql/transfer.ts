import { Client, cacheExchange, fetchExchange } from '@urql/core';
import { transferOnce } from '../again.js';
import { type TransferContactInput, TransferDocument } from '../generated/graphql.js';
import type { TransferResult } from '../outcome.js';

export function createClient(url: string): Client {
  return new Client({ url, exchanges: [cacheExchange, fetchExchange], preferGetMethod: false });
}

export function transfer(client: Client, input: Omit<TransferContactInput, 'clientToken'>): Promise<TransferResult> {
  return transferOnce(input, async (withToken) => {
    const { data, error } = await client.mutation(TransferDocument, { input: withToken });
    if (!data?.transferContact) throw error ?? new Error('The gateway failed.');
    return data.transferContact;
  });
}

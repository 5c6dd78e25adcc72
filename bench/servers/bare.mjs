import { ConnectClient, TransferContactCommand } from '@aws-sdk/client-connect';
import { listen } from './listen.mjs';

// The minimal server in front of the SDK: no GraphQL, no checks, and an SDK client with default settings.
const client = new ConnectClient({});
listen(async (body) => {
  const { ContactId, ContactArn } = await client.send(new TransferContactCommand(JSON.parse(body)));
  return JSON.stringify({ ContactId, ContactArn });
});

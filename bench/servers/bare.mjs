import { ConnectClient, TransferContactCommand } from '@aws-sdk/client-connect';
import { listen } from './listen.mjs';

// The least that a server in front of the SDK can do: no GraphQL, no checks, the client with its default settings.
const client = new ConnectClient({});
listen(async (body) => {
  const { ContactId, ContactArn } = await client.send(new TransferContactCommand(JSON.parse(body)));
  return JSON.stringify({ ContactId, ContactArn });
});

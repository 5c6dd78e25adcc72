import { randomUUID } from 'node:crypto';
import { listen } from './listen.mjs';

// Responds to every request at once, as Connect would to TransferContact. It needs less CPU time than its clients.
const id = randomUUID();
const answer = JSON.stringify({
  ContactId: id,
  ContactArn: `arn:aws:connect:us-east-1:111122223333:instance/bench/contact/${id}`,
});
listen(() => answer, { 'x-amzn-requestid': randomUUID() });

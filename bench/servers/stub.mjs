import { randomUUID } from 'node:crypto';
import { listen } from './listen.mjs';

// Answers TransferContact, and whatever else is asked, at once: cheaper than any server before it.
const id = randomUUID();
const answer = JSON.stringify({
  ContactId: id,
  ContactArn: `arn:aws:connect:us-east-1:111122223333:instance/bench/contact/${id}`,
});
listen(() => answer, { 'x-amzn-requestid': randomUUID() });

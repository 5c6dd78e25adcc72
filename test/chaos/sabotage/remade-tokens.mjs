// A gateway that makes a new token for each attempt after the first: Connect takes it for another mutation.
import { randomUUID } from 'node:crypto';
import { ConnectClient } from '@aws-sdk/client-connect';

const { send } = ConnectClient.prototype;
const sent = new Set();
ConnectClient.prototype.send = function (command, ...rest) {
  const { ClientToken: token } = command.input;
  if (token && sent.has(token)) command.input.ClientToken = randomUUID();
  sent.add(token);
  return send.call(this, command, ...rest);
};

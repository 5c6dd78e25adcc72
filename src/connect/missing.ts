import type { Refused } from './call-failure.js';
import { type ConnectResourceKind, ConnectResourceNotFoundError } from './errors.js';
import type { ConnectSession, MadeCall } from './session.js';

/**
 * Says what is missing after ResourceNotFoundException, once a look has shown that it is not there.
 * @param look Null when there is no such thing. May throw ConnectReadError: then nothing is certain.
 */
export function missingBy<Input extends object>(
  resource: ConnectResourceKind,
  idOf: (input: Input) => string | undefined,
  look: (call: MadeCall<Input>, connect: ConnectSession) => Promise<object | null>,
) {
  return async (
    { exception, awsRequestId }: Refused,
    call: MadeCall<Input>,
    connect: ConnectSession,
  ): Promise<ConnectResourceNotFoundError | null> => {
    if (exception !== 'ResourceNotFoundException') return null;
    const seen = await look(call, connect).catch(() => undefined);
    if (seen !== null) return null;
    const facts = { requestId: connect.scope.requestId, awsRequestId };
    return ConnectResourceNotFoundError.of(resource, idOf(call.input) ?? '', facts);
  };
}

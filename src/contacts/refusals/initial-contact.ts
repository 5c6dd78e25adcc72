import type { MadeCall } from '../../connect/mutations/steps.js';
import { describeContact } from '../../connect/reads/read-operations.js';
import type { ConnectSession } from '../../connect/session/session.js';
import { ConnectReadError } from '../../errors/read-error.js';
import { ConnectResourceKind, ConnectResourceNotFoundError } from '../../errors/resource-not-found.js';

/** The first contact of a chain never becomes another: it is asked for once in this time, in milliseconds. */
const keptMs = 10 * 60_000;

/**
 * Finds the first contact of a chain, by which Connect keeps attributes and recordings, where the input names any contact
 * of it: that one stands in its place until the call is made.
 *
 * @throws ConnectReadError
 */
export async function withInitialContact(
  { instanceId, input }: MadeCall<{ InitialContactId?: string | undefined }>,
  connect: ConnectSession,
): Promise<{ InitialContactId: string } | ConnectResourceNotFoundError> {
  const id = input.InitialContactId ?? '';
  try {
    const InitialContactId = await connect.shareRead(`first of ${instanceId} ${id}`, keptMs, async (shared) => {
      const { Contact } = await shared.read(describeContact, { InstanceId: instanceId, ContactId: id });
      return Contact?.InitialContactId ?? id;
    });
    return { InitialContactId };
  } catch (error) {
    if (!(error instanceof ConnectReadError && error.isNotFound)) throw error;
    const facts = { requestId: connect.scope.requestId, awsRequestId: error.failure.awsRequestId };
    return ConnectResourceNotFoundError.of(ConnectResourceKind.CONTACT, id, facts);
  }
}

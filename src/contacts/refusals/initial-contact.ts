import type { MutationCall } from '../../connect/mutations/steps.js';
import { describeContact } from '../../connect/reads/read-operations.js';
import type { ConnectSession } from '../../connect/session/session.js';
import { ConnectReadError } from '../../errors/read-error.js';
import { ConnectResourceKind, ConnectResourceNotFoundError } from '../../errors/resource-not-found.js';

/** Milliseconds for which the first contact of a chain is cached. It never changes. */
const keptMs = 10 * 60_000;

/**
 * Returns InitialContactId with the id of the first contact of a chain. In the call's input, InitialContactId holds the
 * id of any contact of the chain.
 * UpdateContactAttributes and the recording operations require the id of the first contact.
 *
 * @throws ConnectReadError
 */
export async function withInitialContact(
  { instanceId, input }: MutationCall<{ InitialContactId?: string | undefined }>,
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

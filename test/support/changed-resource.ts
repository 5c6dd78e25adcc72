import { type ChangedResources, declaredMutations } from '../../src/connect/calls/operation.js';
import { parseArn } from '../../src/ids/arn.js';
import { gatewayGraph } from '../../src/schema.js';

type Input = Readonly<Record<string, unknown>>;

const tags = 'tags { key value }';
const contact = `state name description scheduledAt disconnectedAt queue { id } user { id } ${tags} queuePriority
  attributes { name value } references { name value } recordings { status } routingCriteria { steps { status } }
  chain(first: 12) { nodes { id } } associatedContacts(first: 100) { nodes { id } } evaluations { id status }
  segmentAttributes { name } lastUpdatedAt`;

/** Returns the fields of an instance that show a resource of this kind; of a queue also its list. */
function fieldsOf(kind: string, input: Input): string {
  const id = JSON.stringify(input[`${kind}Id`] ?? input.initialContactId);
  switch (kind) {
    case 'contact':
      return `contact(id: ${id}) { ${contact} }`;
    case 'currentUser':
      // The destination of a transfer can be a queue.
      if (input.userId === undefined) return 'id';
      return `user(id: ${JSON.stringify(input.userId)}) {
        current { statusName nextStatusName contacts { state contact { id } } } }`;
    case 'user':
      return `user(id: ${id}) { ${tags} }`;
    case 'evaluation':
      return `evaluation(id: ${id}) { status notes { refId } answers { refId } }`;
    case 'attachedFile': {
      const { attachedTo, fileId } = input as { attachedTo: { contactId: string }; fileId: string };
      return `attachedFile(id: "${fileId}", attachedTo: { contactId: "${attachedTo.contactId}" }) { status }`;
    }
    case 'queue':
      return `queue(id: ${id}) { status ${tags} } queues(first: 100) { nodes { id status ${tags} } }`;
    case 'arn': {
      const parsed = parseArn(String(input.resourceArn));
      return fieldsOf(parsed?.kind ?? '', { [`${parsed?.kind}Id`]: parsed?.id });
    }
    default:
      throw new Error(`Say in test/support/changed-resource.ts which fields show a resource of the kind ${kind}.`);
  }
}

/**
 * Returns a query that shows all resources that a mutation declares to change; null for a mutation that only creates.
 */
export async function queryOfChanged(mutation: string, input: Input): Promise<string | null> {
  await gatewayGraph();
  const changes: ChangedResources<never> = declaredMutations().get(mutation)?.changes ?? {};
  const fields = Object.keys(changes).map((kind) => fieldsOf(kind, input));
  const instance = input.instanceId ? `(instanceId: ${JSON.stringify(input.instanceId)})` : '';
  return fields.length > 0 ? `{ connect${instance} { ${fields.join(' ')} } }` : null;
}

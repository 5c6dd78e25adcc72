import type {
  ListContactReferencesCommandInput,
  ListContactReferencesCommandOutput,
  Reference,
  ReferenceSummary,
} from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { contactOf, instanceStateOf } from '../resolve.js';
import { referencesOf } from '../shared/contact-references.js';

/** Lists those references of a contact that have one of the requested types. "NextToken is always null" (API reference). */
export function listContactReferences(
  input: ListContactReferencesCommandInput,
  world: World,
): Omit<ListContactReferencesCommandOutput, '$metadata'> {
  const state = instanceStateOf(world, input.InstanceId);
  const contact = contactOf(state, input.ContactId);
  const wanted = new Set(input.ReferenceTypes ?? []);
  return {
    ReferenceSummaryList: referencesOf(contact, state, world)
      .filter(([, { Type }]) => Type !== undefined && wanted.has(Type))
      .map(([name, reference]) => summarize(name, reference))
      .filter((summary) => summary !== undefined),
  };
}

/**
 * Returns a union with one member set. The model has no member for CONTACT_ANALYSIS, so such a reference is omitted.
 */
function summarize(Name: string, { Type, Value, Status, Arn }: Reference): ReferenceSummary | undefined {
  switch (Type) {
    case 'URL':
      return { Url: { Name, Value } };
    case 'ATTACHMENT':
      return { Attachment: { Name, Value, Status, Arn } };
    case 'STRING':
      return { String: { Name, Value } };
    case 'NUMBER':
      return { Number: { Name, Value } };
    case 'DATE':
      return { Date: { Name, Value } };
    case 'EMAIL':
      return { Email: { Name, Value } };
    case 'EMAIL_MESSAGE':
      return { EmailMessage: { Name, Arn } };
    case 'EMAIL_MESSAGE_REDACTED':
      return { EmailMessageRedacted: { Name, Arn } };
    case 'EMAIL_MESSAGE_PLAIN_TEXT':
      return { EmailMessagePlainText: { Name, Arn } };
    case 'EMAIL_MESSAGE_PLAIN_TEXT_REDACTED':
      return { EmailMessagePlainTextRedacted: { Name, Arn } };
    default:
      return undefined;
  }
}

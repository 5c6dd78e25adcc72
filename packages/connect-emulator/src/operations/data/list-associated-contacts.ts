import type { ListAssociatedContactsCommandInput, ListAssociatedContactsCommandOutput } from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { pageByCount } from '../paging.js';
import { contactOf, instanceOf } from '../resolve.js';
import { summarizeAssociated } from '../shared/contact-output.js';

/**
 * Lists all contacts that are linked to a contact by transfers and relations, including itself, oldest first. The order
 * is an assumption.
 */
export function listAssociatedContacts(
  input: ListAssociatedContactsCommandInput,
  world: World,
): Omit<ListAssociatedContactsCommandOutput, '$metadata'> {
  const instance = instanceOf(world, input.InstanceId);
  const contact = contactOf(instance, input.ContactId);
  // Contacts join a tree only at its end, so a page can continue from a count.
  const tree = instance.contacts.tree(contact.contactAssociationId);
  const { page, NextToken } = pageByCount(world, 'ListAssociatedContacts', input, tree);
  return { ContactSummaryList: page.map(summarizeAssociated), NextToken };
}

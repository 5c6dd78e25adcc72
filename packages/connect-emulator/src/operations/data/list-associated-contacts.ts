import type { ListAssociatedContactsCommandInput, ListAssociatedContactsCommandOutput } from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { pageByCount } from '../paging.js';
import { contactOf, instanceOf } from '../resolve.js';
import { summarizeAssociated } from '../shared/contact-output.js';

/** The tree of a contact: what transfers and relations link, itself included, oldest first (the order is assumed). */
export function listAssociatedContacts(
  input: ListAssociatedContactsCommandInput,
  world: World,
): Omit<ListAssociatedContactsCommandOutput, '$metadata'> {
  const instance = instanceOf(world, input.InstanceId);
  const contact = contactOf(instance, input.ContactId);
  // Contacts only ever join a tree at its end, so a count is a safe place to continue from.
  const tree = instance.contacts.tree(contact.contactAssociationId);
  const { page, NextToken } = pageByCount(world, 'ListAssociatedContacts', input, tree);
  return { ContactSummaryList: page.map(summarizeAssociated), NextToken };
}

import type { ListAssociatedContactsCommandInput, ListAssociatedContactsCommandOutput } from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { pageByCount } from '../paging.js';
import { contactOf, instanceStateOf } from '../resolve.js';
import { associatedSummaryOf } from '../shared/contact-output.js';

/**
 * Lists all contacts that are linked to a contact by transfers and relations, including the contact itself, oldest
 * first. The order is an assumption.
 */
export function listAssociatedContacts(
  input: ListAssociatedContactsCommandInput,
  world: World,
): Omit<ListAssociatedContactsCommandOutput, '$metadata'> {
  const state = instanceStateOf(world, input.InstanceId);
  const contact = contactOf(state, input.ContactId);
  // Contacts join a tree only at its end, so a page can continue from a count.
  const tree = state.contacts.tree(contact.contactAssociationId);
  const { page, NextToken } = pageByCount(world, 'ListAssociatedContacts', input, tree);
  return { ContactSummaryList: page.map(associatedSummaryOf), NextToken };
}

import { agentBehaviours } from './agents/index.js';
import type { Behaviour } from './behaviour.js';
import { chatBehaviours } from './chats/index.js';
import { describeContact } from './describe-contact.js';
import { describeContactFlow } from './describe-contact-flow.js';
import { describeInstance } from './describe-instance.js';
import { describeQueue } from './describe-queue.js';
import { describeQuickConnect } from './describe-quick-connect.js';
import { describeUser } from './describe-user.js';
import { getContactAttributes } from './get-contact-attributes.js';
import { getCurrentMetricData } from './get-current-metric-data.js';
import { getTaskTemplate } from './get-task-template.js';
import { listAssociatedContacts } from './list-associated-contacts.js';
import { listContactFlows } from './list-contact-flows.js';
import { listContactReferences } from './list-contact-references.js';
import { listInstances } from './list-instances.js';
import { listQueues } from './list-queues.js';
import { listQuickConnects } from './list-quick-connects.js';
import { listTaskTemplates } from './list-task-templates.js';
import { listUsers } from './list-users.js';
import { mediaBehaviours } from './media/index.js';
import { pauseContact } from './pause-contact.js';
import { resumeContact } from './resume-contact.js';
import { searchContactFlows } from './search-contact-flows.js';
import { searchContacts } from './search-contacts.js';
import { searchQueues } from './search-queues.js';
import { searchUsers } from './search-users.js';
import { startBehaviours } from './starts/index.js';
import { stopContact } from './stop-contact.js';
import { tagContact } from './tag-contact.js';
import { transferContact } from './transfer-contact.js';
import { untagContact } from './untag-contact.js';
import { updateContact } from './update-contact.js';
import { updateContactAttributes } from './update-contact-attributes.js';
import { updateContactRoutingData } from './update-contact-routing-data.js';
import { updateContactSchedule } from './update-contact-schedule.js';

/** What each operation does, by its name in the service model. An operation that is not here has no behaviour yet. */
const list: Readonly<Record<string, Behaviour>> = {
  ...agentBehaviours,
  ...chatBehaviours,
  ...mediaBehaviours,
  ...startBehaviours,
  DescribeContact: describeContact,
  DescribeContactFlow: describeContactFlow,
  DescribeInstance: describeInstance,
  DescribeQueue: describeQueue,
  DescribeQuickConnect: describeQuickConnect,
  DescribeUser: describeUser,
  GetContactAttributes: getContactAttributes,
  GetCurrentMetricData: getCurrentMetricData,
  GetTaskTemplate: getTaskTemplate,
  ListAssociatedContacts: listAssociatedContacts,
  ListContactFlows: listContactFlows,
  ListContactReferences: listContactReferences,
  ListInstances: listInstances,
  ListQueues: listQueues,
  ListQuickConnects: listQuickConnects,
  ListTaskTemplates: listTaskTemplates,
  ListUsers: listUsers,
  PauseContact: pauseContact,
  ResumeContact: resumeContact,
  SearchContactFlows: searchContactFlows,
  SearchContacts: searchContacts,
  SearchQueues: searchQueues,
  SearchUsers: searchUsers,
  StopContact: stopContact,
  TagContact: tagContact,
  TransferContact: transferContact,
  UntagContact: untagContact,
  UpdateContact: updateContact,
  UpdateContactAttributes: updateContactAttributes,
  UpdateContactRoutingData: updateContactRoutingData,
  UpdateContactSchedule: updateContactSchedule,
};

/** Every behaviour finds the world up to date, whoever calls it. */
export const behaviours: Readonly<Record<string, Behaviour>> = Object.fromEntries(
  Object.entries(list).map(([name, behaviour]): [string, Behaviour] => [
    name,
    (input, world) => {
      world.settle();
      return behaviour(input, world);
    },
  ]),
);

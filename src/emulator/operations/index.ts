import { agentBehaviours } from './agents/index.js';
import type { Behaviour } from './behaviour.js';
import { chatBehaviours } from './chats/index.js';
import { describeContact } from './describe-contact.js';
import { directoryBehaviours } from './directory/index.js';
import { evaluationBehaviours } from './evaluations/index.js';
import { fileBehaviours } from './files/index.js';
import { getContactAttributes } from './get-contact-attributes.js';
import { listAssociatedContacts } from './list-associated-contacts.js';
import { listContactReferences } from './list-contact-references.js';
import { listRealtimeContactAnalysisSegmentsV2 } from './list-realtime-contact-analysis-segments-v2.js';
import { mediaBehaviours } from './media/index.js';
import { metricBehaviours } from './metrics/index.js';
import { pauseContact } from './pause-contact.js';
import { resumeContact } from './resume-contact.js';
import { searchContacts } from './search-contacts.js';
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
  ...directoryBehaviours,
  ...evaluationBehaviours,
  ...fileBehaviours,
  ...mediaBehaviours,
  ...metricBehaviours,
  ...startBehaviours,
  DescribeContact: describeContact,
  GetContactAttributes: getContactAttributes,
  ListAssociatedContacts: listAssociatedContacts,
  ListContactReferences: listContactReferences,
  ListRealtimeContactAnalysisSegmentsV2: listRealtimeContactAnalysisSegmentsV2,
  PauseContact: pauseContact,
  ResumeContact: resumeContact,
  SearchContacts: searchContacts,
  StopContact: stopContact,
  TagContact: tagContact,
  TransferContact: transferContact,
  UntagContact: untagContact,
  UpdateContact: updateContact,
  UpdateContactAttributes: updateContactAttributes,
  UpdateContactRoutingData: updateContactRoutingData,
  UpdateContactSchedule: updateContactSchedule,
};

/** Every behaviour finds the world up to date and its time standing still, whoever calls it. */
export const behaviours: Readonly<Record<string, Behaviour>> = Object.fromEntries(
  Object.entries(list).map(([name, behaviour]): [string, Behaviour] => [
    name,
    (input, world) => world.atOneTime(() => behaviour(input, world)),
  ]),
);

import { agentBehaviours } from './agents/index.js';
import type { Behaviour } from './behaviour.js';
import { chatBehaviours } from './chats/index.js';
import { describeContact } from './data/describe-contact.js';
import { getContactAttributes } from './data/get-contact-attributes.js';
import { listAssociatedContacts } from './data/list-associated-contacts.js';
import { listContactReferences } from './data/list-contact-references.js';
import { listRealtimeContactAnalysisSegmentsV2 } from './data/list-realtime-contact-analysis-segments-v2.js';
import { tagContact } from './data/tag-contact.js';
import { untagContact } from './data/untag-contact.js';
import { updateContact } from './data/update-contact.js';
import { updateContactAttributes } from './data/update-contact-attributes.js';
import { updateContactRoutingData } from './data/update-contact-routing-data.js';
import { updateContactSchedule } from './data/update-contact-schedule.js';
import { directoryBehaviours } from './directory/index.js';
import { evaluationBehaviours } from './evaluations/index.js';
import { fileBehaviours } from './files/index.js';
import { pauseContact } from './life/pause-contact.js';
import { resumeContact } from './life/resume-contact.js';
import { stopContact } from './life/stop-contact.js';
import { transferContact } from './life/transfer-contact.js';
import { mediaBehaviours } from './media/index.js';
import { metricBehaviours } from './metrics/index.js';
import { searchContacts } from './search-contacts.js';
import { startBehaviours } from './starts/index.js';

/** Behaviours by the operation's name in the service model. An operation that is not in the list has no behaviour. */
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

/** The behaviours, wrapped so that due events are handled first and the world's time stands still during the call. */
export const behaviours: Readonly<Record<string, Behaviour>> = Object.fromEntries(
  Object.entries(list).map(([name, behaviour]): [string, Behaviour] => [
    name,
    (input, world) => world.runAtFixedTime(() => behaviour(input, world)),
  ]),
);

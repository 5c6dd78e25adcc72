import type { Behaviour } from '../behaviour.js';
import { associateContactWithUser } from './associate-contact-with-user.js';
import { dismissUserContact } from './dismiss-user-contact.js';
import { monitorContact } from './monitor-contact.js';
import { putUserStatus } from './put-user-status.js';

export const agentBehaviours: Readonly<Record<string, Behaviour>> = {
  AssociateContactWithUser: associateContactWithUser,
  DismissUserContact: dismissUserContact,
  MonitorContact: monitorContact,
  PutUserStatus: putUserStatus,
};

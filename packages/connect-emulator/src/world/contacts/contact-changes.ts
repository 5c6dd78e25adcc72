import type { Directory } from '../directory.js';
import type { Contact, Time, User } from '../entities.js';
import type { Lifecycle } from '../lifecycle.js';
import type { ContactChange, ContactStore } from './contact-store.js';

/** A run of a flow for a contact without an agent, with the destination queue of the flow. */
export interface FlowRun {
  readonly flowId: string | undefined;
  readonly destinationQueueId: string | undefined;
}

/** Changes of live contacts and agents by operations. The operations check whether a change is allowed. */
export class ContactChanges {
  constructor(
    private readonly contacts: ContactStore,
    private readonly directory: Directory,
    private readonly lifecycle: Lifecycle,
  ) {}

  /** Pauses a task. A task with an agent stays with the agent and releases the slot. A queued task leaves its queue. */
  pause(contact: Contact, run: FlowRun | undefined, now: Time): void {
    const { agentId } = contact;
    const offeredTo = this.lifecycle.withdraw(contact);
    this.contacts.change(contact, {
      // Must be later than the last resumption, because the state is derived from both times.
      pausedAt: Math.max(now, (contact.resumedAt ?? 0) + 1),
      pauseCount: contact.pauseCount + 1,
      updatedAt: now,
      ...(agentId === undefined && { queueId: undefined, enqueuedAt: undefined, ...run }),
    });
    const agent = offeredTo ?? agentId;
    if (agent !== undefined) this.lifecycle.releaseSlot(agent, contact.channel, now);
  }

  /**
   * Resumes a task. A task with an agent occupies a slot again, even above the concurrency limit. A task without an
   * agent returns to its flow or enters the given one.
   */
  resume(contact: Contact, run: FlowRun | undefined, now: Time): void {
    const { agentId, pausedAt = now } = contact;
    this.contacts.change(contact, {
      resumedAt: Math.max(now, pausedAt),
      pausedMs: contact.pausedMs + Math.max(0, now - pausedAt),
      updatedAt: now,
      ...(agentId === undefined && run),
    });
    if (agentId === undefined) this.lifecycle.runFlow(contact, now);
    else this.lifecycle.router.occupy(agentId, contact.channel, now);
  }

  /** Offers a queued contact to an agent, whatever the agent's status. */
  assign(contact: Contact, user: User, now: Time): void {
    const offeredTo = this.lifecycle.withdraw(contact);
    this.lifecycle.offer(contact, user, now);
    if (offeredTo !== undefined) this.lifecycle.releaseSlot(offeredTo, contact.channel, now);
  }

  /** Changes the routing of a contact. A queued contact is then offered to a free agent if possible. */
  reroute(contact: Contact, changes: ContactChange, now: Time): void {
    const isWaiting = this.lifecycle.router.waiting.remove(contact);
    this.contacts.change(contact, changes);
    if (isWaiting) this.lifecycle.enqueue(contact, now);
  }

  /** Changes the scheduled time of a task. The expiry moves by the same duration. */
  reschedule(contact: Contact, scheduledAt: Time, now: Time): void {
    const later = scheduledAt - (contact.scheduledAt ?? now);
    const rescheduleCount = (contact.rescheduleCount ?? 0) + 1;
    this.contacts.change(contact, { scheduledAt, rescheduleCount, updatedAt: now });
    this.lifecycle.expireAt(contact, contact.expiresAt + later);
    this.lifecycle.startAt(contact, scheduledAt, now);
  }

  /** Changes the status of an agent, at once or, while a slot is occupied, when all slots are free. */
  setStatus(user: User, status: string, now: Time): void {
    const { router } = this.lifecycle;
    if (router.isBusy(user.id)) {
      this.directory.users.change(user, { nextAgentStatus: status === user.agentStatus ? undefined : status });
      router.refresh(user);
    } else {
      this.lifecycle.changeStatus(user, status, now);
    }
    this.lifecycle.offerQueuedContacts(user, now);
  }
}

import type { Directory } from '../directory.js';
import type { Contact, Time, User } from '../entities.js';
import type { Lifecycle } from '../lifecycle.js';
import type { ContactChange, ContactStore } from './contact-store.js';

/** A flow for a contact without an agent, and where that will lead. */
export interface FlowRun {
  readonly flowId: string | undefined;
  readonly destinationQueueId: string | undefined;
}

/** What operations do to contacts and agents on their way. Whether they may is for the operations to say. */
export class Interventions {
  constructor(
    private readonly contacts: ContactStore,
    private readonly directory: Directory,
    private readonly lifecycle: Lifecycle,
  ) {}

  /** Pauses a task. Its agent keeps it and gets the place back; one that waits is dequeued. */
  pause(contact: Contact, run: FlowRun | undefined, now: Time): void {
    const { agentId } = contact;
    const offeredTo = this.lifecycle.withdraw(contact);
    this.contacts.change(contact, {
      // Later than the last resumption in any case, since the two times tell the state.
      pausedAt: Math.max(now, (contact.resumedAt ?? 0) + 1),
      pauseCount: contact.pauseCount + 1,
      updatedAt: now,
      ...(agentId === undefined && { queueId: undefined, enqueuedAt: undefined, ...run }),
    });
    const agent = offeredTo ?? agentId;
    if (agent !== undefined) this.lifecycle.free(agent, contact.channel, now);
  }

  /** Resumes a task: with its agent, however many contacts that agent has, or else in its flow or the one given. */
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

  /** Offers a waiting contact to an agent, whatever the agent is doing. */
  assign(contact: Contact, user: User, now: Time): void {
    const offeredTo = this.lifecycle.withdraw(contact);
    this.lifecycle.offer(contact, user, now);
    if (offeredTo !== undefined) this.lifecycle.free(offeredTo, contact.channel, now);
  }

  /** Changes what decides a contact's turn; a free agent takes it at once if that is possible now. */
  reroute(contact: Contact, changes: ContactChange, now: Time): void {
    const isWaiting = this.lifecycle.router.waiting.remove(contact);
    this.contacts.change(contact, changes);
    if (isWaiting) this.lifecycle.wait(contact, now);
  }

  /** Moves the time at which a scheduled task starts; its expiry moves with it. */
  reschedule(contact: Contact, scheduledAt: Time, now: Time): void {
    const later = scheduledAt - (contact.scheduledAt ?? now);
    const rescheduleCount = (contact.rescheduleCount ?? 0) + 1;
    this.contacts.change(contact, { scheduledAt, rescheduleCount, updatedAt: now });
    this.lifecycle.expireAt(contact, contact.expiresAt + later);
    this.lifecycle.startAt(contact, scheduledAt, now);
  }

  /** Puts an agent into a status: at once, or once there is no contact left. */
  setStatus(user: User, status: string, now: Time): void {
    const { router } = this.lifecycle;
    if (router.isBusy(user.id)) {
      this.directory.users.change(user, { nextAgentStatus: status === user.agentStatus ? undefined : status });
      router.refresh(user);
    } else {
      this.lifecycle.become(user, status, now);
    }
    this.lifecycle.serve(user, now);
  }
}

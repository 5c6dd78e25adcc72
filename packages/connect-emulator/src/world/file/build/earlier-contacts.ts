import type { Assumptions } from '../../assumptions/assumptions.js';
import { linksAfter, linksOfFirst } from '../../contacts/chains.js';
import {
  defaultInitiationMethods,
  defaultSubtypeAttribute,
  reasonOfTransfer,
} from '../../contacts/contact-defaults.js';
import type { DirectoryContents } from '../../directory.js';
import type { Contact, Instance, Time } from '../../entities.js';
import type { ContactEntry } from '../schema/schema.js';
import { parseTime } from '../schema/time-expressions.js';
import { type Random, uuidOf } from './random.js';

const minute = 60_000;

/** The data that is needed to build contacts. */
export interface ContactContext {
  readonly instance: Instance;
  readonly directory: DirectoryContents;
  readonly assumptions: Assumptions;
  readonly random: Random;
  readonly now: Time;
}

/**
 * Builds the contacts that precede the entry's contact in its chain. Each ends when the next begins.
 * @param transfers number of transfers, which is the number of earlier contacts.
 */
export function earlierContacts(
  id: string,
  entry: ContactEntry,
  transfers: number,
  context: ContactContext,
): Contact[] {
  const { instance, directory, random, now, assumptions } = context;
  const spans = Array.from({ length: transfers }, () => Math.round(random.between(4 * minute, 12 * minute)));
  const last = parseTime(entry.initiated, now) ?? now;
  let begin: Time = last - spans.reduce((sum, span) => sum + span, 0);
  const contacts: Contact[] = [];
  for (const [position, span] of spans.entries()) {
    const previous = contacts.at(-1);
    const earlierId = uuidOf(`${id}/earlier/${position}`);
    contacts.push({
      id: earlierId,
      arn: `${instance.arn}/contact/${earlierId}`,
      ...(previous ? linksAfter(previous) : linksOfFirst(earlierId, undefined)),
      channel: entry.channel,
      initiationMethod: previous
        ? assumptions.initiationMethodOfTransfer
        : (entry.method ?? defaultInitiationMethods[entry.channel]),
      initiatedAt: begin,
      name: entry.name,
      description: entry.description,
      references: {},
      segmentAttributes: defaultSubtypeAttribute(entry.channel),
      tags: entry.tags,
      queuePriority: entry.priority,
      expiresAt: begin + span,
      updatedAt: begin + span,
      connectedToSystemAt: begin,
      queueId: random.pick(directory.queues.filter(({ status }) => status === 'ENABLED'))?.id,
      enqueuedAt: begin + 5_000,
      agentId: random.pick(directory.users)?.id,
      connectedToAgentAt: begin + minute,
      pauseCount: 0,
      pausedMs: 0,
      endedAt: begin + span,
      disconnectReason: reasonOfTransfer(entry.channel, assumptions),
    });
    begin += span;
  }
  return contacts;
}

import type { Assumptions } from '../../assumptions/assumptions.js';
import type { Instance, Time } from '../../entities.js';
import type { InstanceContents } from '../../instance-state.js';
import type { InstanceEntry, WorldFile } from '../schema/schema.js';
import { parseTime } from '../schema/time-expressions.js';
import { expandBackground } from './background.js';
import { buildContacts } from './build-contacts.js';
import { buildDirectory } from './build-directory.js';
import { buildLiveState } from './build-live-state.js';
import { buildRecords } from './build-records.js';
import { Random } from './random.js';

/**
 * Builds the instances of a world file: resolves relative times and expands compact notations. The result depends only
 * on the file, the assumptions and `now`.
 */
export function buildInstances(file: WorldFile, assumptions: Assumptions, now: Time): InstanceContents[] {
  return file.instances.map((entry) => buildInstance(file, entry, assumptions, now));
}

function buildInstance(file: WorldFile, entry: InstanceEntry, assumptions: Assumptions, now: Time): InstanceContents {
  const instance: Instance = {
    id: entry.id,
    arn: `arn:aws:connect:${file.region}:${file.account}:instance/${entry.id}`,
    alias: entry.alias,
    region: file.region,
    account: file.account,
    createdAt: parseTime(entry.created, now) ?? now,
    tags: {},
    searchableAttributes: entry.searchableAttributes,
  };
  const directory = buildDirectory(instance, entry, now);
  const random = new Random(`${file.seed}/${entry.id}`);
  const entries = [...entry.contacts, ...expandBackground(entry, directory, random, now)];
  const { built, ...contents } = buildContacts(entries, { instance, directory, assumptions, random, now });
  return {
    instance,
    directory,
    ...contents,
    ...buildLiveState(entry, built, now),
    ...buildRecords(instance, entry, built, directory.evaluationForms, now),
  };
}

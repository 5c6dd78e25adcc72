import { evaluationProblems } from './check-evaluations.js';
import type { Problem } from './problem.js';
import type { ContactEntry, InstanceEntry, WorldFile } from './schema/schema.js';
import { parseTime } from './schema/time-expressions.js';

/**
 * Returns the problems that the schema cannot detect, such as unknown names, duplicate ids and times in an impossible
 * order.
 */
export function consistencyProblems(world: WorldFile): Problem[] {
  const problems: Problem[] = [];
  problems.push(
    ...duplicates(world.instances, 'id', ['instances']),
    ...duplicates(world.instances, 'alias', ['instances']),
  );
  for (const [index, instance] of world.instances.entries()) {
    problems.push(
      ...instanceProblems(instance).map(({ path, message }) => ({ path: ['instances', index, ...path], message })),
    );
  }
  return problems;
}

function instanceProblems(instance: InstanceEntry): Problem[] {
  const problems: Problem[] = [];
  for (const section of sectionsWithIds) problems.push(...duplicates(instance[section], 'id', [section]));
  const contactsWithId = instance.contacts.map(({ id }, index) => ({ id: id ?? `#${index}` }));
  problems.push(
    ...duplicates(contactsWithId, 'id', ['contacts']),
    ...duplicates(instance.users, 'username', ['users']),
  );

  const known = knownIds(instance);
  for (const [section, members] of Object.entries(references)) {
    for (const [index, entry] of instance[section as keyof typeof references].entries()) {
      problems.push(...unknownNames(entry, members, known, [section, index]));
    }
  }
  for (const [index, profile] of instance.routingProfiles.entries()) {
    for (const section of ['queues', 'manualQueues'] as const) {
      for (const [at, entry] of profile[section].entries()) {
        problems.push(...unknownNames(entry, { queue: 'queue' }, known, ['routingProfiles', index, section, at]));
      }
    }
  }
  problems.push(...groupProblems(instance), ...contactProblems(instance), ...evaluationProblems(instance));
  return problems;
}

const sectionsWithIds = [
  'queues',
  'routingProfiles',
  'users',
  'flows',
  'quickConnects',
  'taskTemplates',
  'hoursOfOperation',
  'securityProfiles',
  'prompts',
  'flowModules',
  'phoneNumbers',
  'emailAddresses',
  'views',
  'evaluationForms',
  'files',
] as const;

/**
 * The members of each section's entries that name other resources of the instance, with the kind of resource. A member
 * holds one name or a list.
 */
const references = {
  queues: { hoursOfOperation: 'hours of operation', quickConnects: 'quick connect' },
  routingProfiles: { defaultOutboundQueue: 'queue' },
  users: { routingProfile: 'routing profile', hierarchyGroup: 'hierarchy group', securityProfiles: 'security profile' },
  flows: { queue: 'queue' },
  quickConnects: { user: 'user', queue: 'queue', flow: 'flow' },
  taskTemplates: { flow: 'flow' },
  contacts: {
    queue: 'queue or user',
    agent: 'user',
    flow: 'flow',
    template: 'task template',
    previous: 'contact',
    related: 'contact',
  },
  unclearedContacts: { agent: 'user', contact: 'contact' },
  background: { queues: 'queue', agents: 'user' },
  evaluationForms: { author: 'user' },
  evaluations: { form: 'evaluation form', contact: 'contact', evaluator: 'user' },
  files: { contact: 'contact', createdBy: 'user' },
} as const satisfies {
  readonly [S in keyof InstanceEntry]?: InstanceEntry[S] extends readonly (infer Entry)[]
    ? Partial<Record<keyof Entry, Kind>>
    : never;
};

type Kind = keyof ReturnType<typeof knownIds>;

function knownIds(instance: InstanceEntry) {
  const idsOf = (entries: readonly { readonly id?: string }[]) => new Set(entries.map(({ id }) => id));
  return {
    queue: idsOf(instance.queues),
    'routing profile': idsOf(instance.routingProfiles),
    user: idsOf(instance.users),
    'queue or user': idsOf([...instance.queues, ...instance.users]),
    flow: idsOf(instance.flows),
    'task template': idsOf(instance.taskTemplates),
    contact: idsOf(instance.contacts),
    'quick connect': idsOf(instance.quickConnects),
    'hours of operation': idsOf(instance.hoursOfOperation),
    'hierarchy group': idsOf(instance.hierarchy.groups),
    'security profile': idsOf(instance.securityProfiles),
    'evaluation form': idsOf(instance.evaluationForms),
  };
}

function unknownNames(
  entry: Readonly<Record<string, unknown>>,
  members: Readonly<Record<string, Kind>>,
  known: ReturnType<typeof knownIds>,
  path: readonly PropertyKey[],
): Problem[] {
  return Object.entries(members).flatMap(([member, kind]) => {
    const value = entry[member];
    const names = Array.isArray(value)
      ? value.map((name, at) => ({ name, at: [member, at] }))
      : [{ name: value, at: [member] }];
    return names
      .filter(({ name }) => name !== undefined && !known[kind].has(name))
      .map(({ name, at }) => ({ path: [...path, ...at], message: `there is no ${kind} "${name}" in this instance` }));
  });
}

/** Checks that contacts come after their linked contacts, and that the times of a contact are in order. */
function contactProblems({ contacts }: InstanceEntry): Problem[] {
  const positions = new Map(contacts.map(({ id }, index) => [id, index]));
  return contacts.flatMap((contact, index) => {
    const path = ['contacts', index];
    const linkProblems = (['previous', 'related'] as const).flatMap((link): Problem[] => {
      const target = contact[link];
      const isBelow = target !== undefined && (positions.get(target) ?? -1) >= index;
      return isBelow ? [{ path: [...path, link], message: `the contact "${target}" must be above this one` }] : [];
    });
    return [
      ...linkProblems,
      ...orderProblems(contact).map(({ path: at, message }) => ({ path: [...path, ...at], message })),
    ];
  });
}

/** Checks that hierarchy groups come after their parent, and that each level has a name. */
function groupProblems({ hierarchy: { levels, groups } }: InstanceEntry): Problem[] {
  const problems = duplicates(groups, 'id', ['hierarchy', 'groups']);
  const levelOf = new Map<string, number>();
  for (const [index, { id, parent }] of groups.entries()) {
    const path = ['hierarchy', 'groups', index];
    const above = parent === undefined ? 0 : levelOf.get(parent);
    if (above === undefined)
      problems.push({ path: [...path, 'parent'], message: `there is no group "${parent}" above this one` });
    const level = (above ?? 0) + 1;
    if (level > levels.length) problems.push({ path, message: `is on level ${level}, which has no name in levels` });
    levelOf.set(id, level);
  }
  return problems;
}

/**
 * Checks that a contact's times are in order and not in the future, and that a scheduled contact has a scheduled time
 * in the future. Relative times count from the current time, as when the world is loaded.
 */
function orderProblems(contact: ContactEntry): Problem[] {
  const now = Date.now();
  const order = ['initiated', 'enqueued', 'connected', 'ended'] as const;
  const problems: Problem[] = [];
  let before: { name: string; at: number } | undefined;
  for (const name of order) {
    const at = contact[name] === undefined ? undefined : parseTime(contact[name], now);
    if (at === undefined) continue;
    if (at > now) problems.push({ path: [name], message: 'is in the future' });
    if (before && at < before.at) problems.push({ path: [name], message: `is before ${before.name}` });
    before = { name, at };
  }
  if (contact.state === 'scheduled' && (parseTime(contact.scheduled ?? 'now', now) ?? 0) <= now) {
    problems.push({ path: ['scheduled'], message: 'is in the past, but the state is scheduled' });
  }
  return problems;
}

function duplicates<K extends string>(
  items: readonly Record<K, string>[],
  key: K,
  path: readonly PropertyKey[],
): Problem[] {
  const seen = new Set<string>();
  const problems: Problem[] = [];
  for (const [index, item] of items.entries()) {
    if (seen.has(item[key])) problems.push({ path: [...path, index, key], message: `"${item[key]}" is used twice` });
    seen.add(item[key]);
  }
  return problems;
}

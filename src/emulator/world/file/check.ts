import type { ContactEntry, InstanceEntry, WorldFile } from './schema.js';
import { parseTime } from './time-expressions.js';

/** One thing that is wrong with a world file. */
export interface Problem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** What no schema can see: names of things that do not exist, ids used twice, times in an impossible order. */
export function referenceProblems(world: WorldFile): Problem[] {
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
  for (const section of [
    'queues',
    'routingProfiles',
    'users',
    'flows',
    'quickConnects',
    'taskTemplates',
    'phoneNumbers',
    'emailAddresses',
  ] as const) {
    problems.push(...duplicates(instance[section], 'id', [section]));
  }
  const contactsWithId = instance.contacts.map(({ id }, index) => ({ id: id ?? `#${index}` }));
  problems.push(
    ...duplicates(contactsWithId, 'id', ['contacts']),
    ...duplicates(instance.users, 'username', ['users']),
  );

  const ids = {
    queue: new Set(instance.queues.map(({ id }) => id)),
    'routing profile': new Set(instance.routingProfiles.map(({ id }) => id)),
    user: new Set(instance.users.map(({ id }) => id)),
    flow: new Set(instance.flows.map(({ id }) => id)),
    'task template': new Set(instance.taskTemplates.map(({ id }) => id)),
    contact: new Set(instance.contacts.map(({ id }) => id).filter((id) => id !== undefined)),
  };
  const queuesOfBothKinds = new Set([...ids.queue, ...ids.user]);
  const check = (path: readonly PropertyKey[], what: keyof typeof ids, id: string | undefined, known = ids[what]) => {
    if (id !== undefined && !known.has(id))
      problems.push({ path, message: `there is no ${what} "${id}" in this instance` });
  };

  for (const [index, profile] of instance.routingProfiles.entries()) {
    for (const [at, { queue }] of profile.queues.entries()) {
      check(['routingProfiles', index, 'queues', at, 'queue'], 'queue', queue);
    }
  }
  for (const [index, user] of instance.users.entries()) {
    check(['users', index, 'routingProfile'], 'routing profile', user.routingProfile);
  }
  for (const [index, flow] of instance.flows.entries()) check(['flows', index, 'queue'], 'queue', flow.queue);
  for (const [index, entry] of instance.quickConnects.entries()) {
    check(['quickConnects', index, 'user'], 'user', entry.user);
    check(['quickConnects', index, 'queue'], 'queue', entry.queue);
    check(['quickConnects', index, 'flow'], 'flow', entry.flow);
  }
  for (const [index, template] of instance.taskTemplates.entries()) {
    check(['taskTemplates', index, 'flow'], 'flow', template.flow);
  }
  const above = new Set<string>();
  for (const [index, contact] of instance.contacts.entries()) {
    const path = ['contacts', index];
    check([...path, 'queue'], 'queue', contact.queue, queuesOfBothKinds);
    check([...path, 'agent'], 'user', contact.agent);
    check([...path, 'flow'], 'flow', contact.flow);
    check([...path, 'template'], 'task template', contact.template);
    for (const link of ['previous', 'related'] as const) {
      const target = contact[link];
      check([...path, link], 'contact', target);
      if (target === undefined || !ids.contact.has(target) || above.has(target)) continue;
      problems.push({ path: [...path, link], message: `the contact "${target}" must stand above this one` });
    }
    if (contact.id !== undefined) above.add(contact.id);
    problems.push(...orderProblems(contact).map(({ path: at, message }) => ({ path: [...path, ...at], message })));
  }
  for (const [index, { agent, contact }] of instance.desks.entries()) {
    check(['desks', index, 'agent'], 'user', agent);
    check(['desks', index, 'contact'], 'contact', contact);
  }
  for (const [index, entry] of instance.background.entries()) {
    for (const [at, id] of (entry.queues ?? []).entries()) check(['background', index, 'queues', at], 'queue', id);
    for (const [at, id] of (entry.agents ?? []).entries()) check(['background', index, 'agents', at], 'user', id);
  }
  return problems;
}

/** Times are compared as if the world were loaded now, which is what they are relative to. */
function orderProblems(contact: ContactEntry): Problem[] {
  const now = Date.now();
  const order = ['initiated', 'enqueued', 'connected', 'ended'] as const;
  const problems: Problem[] = [];
  let before: { name: string; at: number } | undefined;
  for (const name of order) {
    const at = contact[name] === undefined ? undefined : parseTime(contact[name], now);
    if (at === undefined) continue;
    if (at > now) problems.push({ path: [name], message: 'lies in the future' });
    if (before && at < before.at) problems.push({ path: [name], message: `lies before ${before.name}` });
    before = { name, at };
  }
  if (contact.state === 'scheduled' && (parseTime(contact.scheduled ?? 'now', now) ?? 0) <= now) {
    problems.push({ path: ['scheduled'], message: 'lies in the past, but the state is scheduled' });
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

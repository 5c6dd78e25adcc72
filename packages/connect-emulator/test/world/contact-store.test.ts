import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ContactStore } from '../../src/world/contacts/contact-store.js';
import type { Contact } from '../../src/world/entities.js';

function contact(id: string, initiatedAt: number, more: Partial<Contact> = {}): Contact {
  return {
    id,
    arn: `arn:${id}`,
    initialContactId: id,
    contactAssociationId: id,
    channel: 'TASK',
    initiationMethod: 'API',
    initiatedAt,
    references: {},
    segmentAttributes: {},
    tags: {},
    queuePriority: 5,
    expiresAt: 1_000_000,
    updatedAt: initiatedAt,
    pauseCount: 0,
    pausedMs: 0,
    ...more,
  };
}

/** The ids of the contacts that were queued in the time range. */
function queuedWithin(store: ContactStore, from: number, to: number): string[] {
  const index = store.times.ENQUEUE_TIMESTAMP;
  const { start, end } = index.range(from, to);
  return Array.from({ length: end - start }, (_, offset) => index.at(start + offset)?.id ?? '');
}

describe('The contact store', () => {
  test('finds a contact only by its current time', () => {
    const store = new ContactStore();
    const first = contact('a', 0, { enqueuedAt: 10 });
    store.add(first);
    store.change(first, { enqueuedAt: 20 });
    expect(queuedWithin(store, 0, 100)).toEqual(['a']);
    expect(queuedWithin(store, 10, 10)).toEqual([]);
    expect(queuedWithin(store, 20, 20)).toEqual(['a']);
    store.change(first, { enqueuedAt: undefined });
    expect(queuedWithin(store, 0, 100)).toEqual([]);
  });

  test('finds the same contacts as a scan, after any changes', () => {
    const step = fc.record({ id: fc.integer({ min: 0, max: 9 }), at: fc.option(fc.integer({ min: 0, max: 20 })) });
    const bounds = fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 }));
    fc.assert(
      fc.property(fc.array(step), bounds, (steps, [from, to]) => {
        const store = new ContactStore();
        store.load(Array.from({ length: 10 }, (_, index) => contact(String(index), index)));
        for (const { id, at } of steps) {
          const found = store.get(String(id));
          if (found) store.change(found, { enqueuedAt: at ?? undefined });
        }
        const expected = [...store.all()]
          .filter(({ enqueuedAt }) => enqueuedAt !== undefined && enqueuedAt >= from && enqueuedAt <= to)
          .sort((a, b) => (a.enqueuedAt ?? 0) - (b.enqueuedAt ?? 0) || (a.id < b.id ? -1 : 1))
          .map(({ id }) => id);
        expect(queuedWithin(store, from, to)).toEqual(from <= to ? expected : []);
      }),
    );
  });

  test('maintains chains and trees, and removes ended contacts from the live ones', () => {
    const store = new ContactStore();
    const first = contact('a', 0);
    store.add(first);
    store.add(contact('b', 1, { initialContactId: 'a', previousContactId: 'a', contactAssociationId: 'a' }));
    store.add(contact('c', 2, { relatedContactId: 'b', contactAssociationId: 'a' }));
    const ids = (contacts: Iterable<Contact>) => [...contacts].map(({ id }) => id);
    expect(ids(store.chain('a'))).toEqual(['a', 'b']);
    expect(ids(store.chain('c'))).toEqual(['c']);
    expect(ids(store.tree('a'))).toEqual(['a', 'b', 'c']);
    expect(ids(store.tree('nobody'))).toEqual([]);
    store.change(first, { endedAt: 5 });
    expect(ids(store.live())).toEqual(['b', 'c']);
    expect(store.liveOf('TASK')).toBe(2);
  });

  test('refuses a duplicate contact, and a change of an unknown contact', () => {
    const store = new ContactStore();
    store.add(contact('a', 0));
    expect(() => store.add(contact('a', 1))).toThrow('contact a already exists');
    expect(() => store.change(contact('b', 0), {})).toThrow('not in this store');
  });
});

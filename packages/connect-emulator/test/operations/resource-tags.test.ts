import { beforeAll, describe, expect, test } from '@jest/globals';
import { kinds, tags } from './directory-world.js';
import { allPages, type Served, serve } from './served.js';
import { instanceArn, smallWorld } from './support.js';

let served: Served;
beforeAll(async () => {
  served = await serve(smallWorld(kinds));
});

describe('The tags of resources', () => {
  const arns = [
    instanceArn,
    `${instanceArn}/queue/tasks`,
    `${instanceArn}/agent/ann`,
    `${instanceArn}/routing-profile/work`,
    `${instanceArn}/contact-flow/inbound`,
    `${instanceArn}/transfer-destination/one`,
    `${instanceArn}/agent-state/lunch`,
    `${instanceArn}/operating-hours/shop`,
    `${instanceArn}/security-profile/boss`,
    `${instanceArn}/task-template/template`,
    `${instanceArn}/agent-group/port`,
    `${instanceArn}/prompt/hello`,
    `${instanceArn}/flow-module/ask`,
    `${instanceArn}/view/form`,
    `${instanceArn}/email-address/mail`,
    'arn:aws:connect:us-east-1:111122223333:phone-number/care',
  ];

  test.each(arns)('are added, replaced, listed and removed: %s', async (resourceArn) => {
    const own = await serve(smallWorld(kinds));
    const list = async () => (await own.send('ListTagsForResource', { resourceArn })).tags;
    const before = await list();
    await own.send('TagResource', { resourceArn, tags: { night: 'yes', day: 'no' } });
    await own.send('TagResource', { resourceArn, tags: { night: 'no' } });
    expect(await list()).toEqual({ ...before, night: 'no', day: 'no' });
    await own.send('UntagResource', { resourceArn, tagKeys: ['night', 'day', 'never'] });
    await own.send('UntagResource', { resourceArn, tagKeys: ['never'] });
    expect(own.ledger.entries('UntagResource')).toMatchObject([{ changed: true }, { changed: false }]);
    expect(await list()).toEqual(before);
    own.reset();
    expect(await list()).toEqual(before);
  });

  test('are returned by the Describe operation', async () => {
    const own = await serve(smallWorld(kinds));
    await own.send('TagResource', { resourceArn: `${instanceArn}/queue/tasks`, tags: { night: 'yes' } });
    expect((await own.send('DescribeQueue', { QueueId: 'tasks' })).Queue.Tags).toEqual({ ...tags, night: 'yes' });
    const TagFilter = { TagCondition: { TagKey: 'night' } };
    expect((await own.send('SearchQueues', { SearchFilter: { TagFilter } })).Queues).toHaveLength(1);
  });

  test('are fifty at most', async () => {
    const many = (count: number, prefix: string) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, '']));
    const resourceArn = `${instanceArn}/queue/small`;
    const own = await serve(smallWorld(kinds));
    await own.send('TagResource', { resourceArn, tags: many(50, 'a') });
    const refused = await own.refused('TagResource', { resourceArn, tags: many(1, 'b') });
    expect(refused.name).toBe('InvalidRequestException');
  });

  test.each(['ListTagsForResource', 'TagResource', 'UntagResource'])(
    '%s does not find an unknown resource',
    async (operation) => {
      for (const resourceArn of [`${instanceArn}/queue/x`, `${instanceArn}/agent/tasks`, 'tasks']) {
        const refused = await served.refused(operation, { resourceArn, tags: { a: 'b' }, tagKeys: ['a'] });
        expect(refused.name).toBe('ResourceNotFoundException');
      }
    },
  );
});

describe('SearchResourceTags', () => {
  const uuid = '10000000-0000-4000-8000-00000000000a';
  let searched: Served;
  beforeAll(async () => {
    const more = { id: 'boss', name: 'Boss', tags: { team: 'blue', shift: 'Late' } };
    searched = await serve(smallWorld({ ...kinds, id: uuid, securityProfiles: [more] }));
  });
  const search = async (input: object = {}) => (await searched.send('SearchResourceTags', input)).Tags;
  const red = { key: 'team', value: 'red' };

  test('returns each pair of key and value once, for the requested types', async () => {
    expect(await search()).toEqual([{ key: 'shift', value: 'Late' }, { key: 'team', value: 'blue' }, red]);
    expect(await search({ ResourceTypes: ['agent', 'standard-queue'] })).toEqual([red]);
    const { items } = await allPages(searched, 'SearchResourceTags', {}, 'Tags');
    expect(items).toHaveLength(3);
  });

  test.each([
    [{ tagKey: 'shift', tagKeyComparisonType: 'EXACT' }, ['Late']],
    [{ tagKey: 'te', tagKeyComparisonType: 'STARTS_WITH' }, ['blue', 'red']],
    [{ tagValue: 'l', tagValueComparisonType: 'CONTAINS' }, ['Late', 'blue']],
    [{ tagKey: 'team', tagValue: 'red' }, ['red']],
    [{ tagKey: 'none' }, []],
  ])('by %o', async (TagSearchCondition, values) => {
    const found = await search({ SearchCriteria: { TagSearchCondition } });
    expect(found.map(({ value }: { value: string }) => value)).toEqual(values);
  });

  test('refuses an unknown type', async () => {
    const refused = await searched.refused('SearchResourceTags', { ResourceTypes: ['queue'] });
    expect(refused.name).toBe('InvalidParameterException');
  });

  test('refuses more than a thousand results', async () => {
    const prompts = Array.from({ length: 21 }, (_, prompt) => ({
      id: `p${prompt}`,
      name: `P${prompt}`,
      tags: Object.fromEntries(Array.from({ length: 50 }, (_, tag) => [`${prompt}-${tag}`, ''])),
    }));
    const own = await serve(smallWorld({ id: uuid, prompts }));
    expect((await own.refused('SearchResourceTags')).name).toBe('MaximumResultReturnedException');
    expect((await own.send('SearchResourceTags', { ResourceTypes: ['agent'] })).Tags).toEqual([]);
  });
});

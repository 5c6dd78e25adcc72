import { describe, expect, test } from '@jest/globals';
import { contentType } from '../src/file-urls.js';
import { CONTROL_PATH, control } from '../src/http/control.js';
import { refusal } from '../src/operations/refusal.js';
import { ConnectException } from '../src/protocol/exception.js';
import { errorResponse } from '../src/protocol/wire-response.js';
import { call, refusalOf, smallWorld } from './operations/support.js';

/** Names of properties that every plain object inherits. */
const inherited = ['constructor', 'toString', 'hasOwnProperty', 'valueOf', '__proto__'];

describe.each(inherited)('the name %s of an inherited property finds nothing', (name) => {
  test('in the statuses of agents', () => {
    const { instances } = smallWorld({ agentStatuses: [{ id: 'own', name }] });
    const statuses = instances[0]?.directory.agentStatuses.sorted ?? [];
    expect(statuses.find((status) => status.id === 'own')).toMatchObject({ name, type: 'CUSTOM' });
  });

  test('in the attributes of contacts', () => {
    const ended = { channel: 'TASK', state: 'ended', initiated: '-1h', ended: 'now' };
    const world = smallWorld({
      contacts: [
        { id: 'a', ...ended },
        { id: 'b', ...ended },
      ],
    });
    const Attributes = Object.fromEntries([[name, 'v']]);
    call(world, 'UpdateContactAttributes', { InitialContactId: 'b', Attributes });
    const TimeRange = {
      Type: 'INITIATION_TIMESTAMP',
      StartTime: new Date(world.now - 86_400_000),
      EndTime: new Date(world.now + 1_000),
    };
    const found = (part: string, Values: string[]) =>
      call(world, 'SearchContacts', {
        TimeRange,
        SearchCriteria: { [part]: { Criteria: [{ Key: name, Values }] } },
      }).Contacts.map(({ Id }: { Id: string }) => Id);
    expect(found('SearchableContactAttributes', ['v'])).toEqual(['b']);
    expect(found('SearchableContactAttributes', ['function'])).toEqual([]);
    expect(found('SearchableSegmentAttributes', ['v'])).toEqual([]);
  });

  test('in the extensions of files', () => {
    expect(contentType(`file.${name}`)).toBe('application/octet-stream');
  });

  test('in the exceptions of the model', () => {
    expect(errorResponse(new ConnectException(name, 'no', 418))).toMatchObject({ status: 418, error: name });
    expect(() => errorResponse(new ConnectException(name, 'no'))).toThrow('is not in the service model');
    expect(refusal(name).message).toBe('Invalid request');
  });

  test('in the searchable fields', () => {
    const world = smallWorld();
    const SearchCriteria = { StringCondition: { FieldName: name, Value: 'x', ComparisonType: 'EXACT' } };
    expect(refusalOf(() => call(world, 'SearchQueues', { SearchCriteria }))).toBe('InvalidRequestException');
  });

  test('in the control requests and their methods', () => {
    const parts = {} as Parameters<typeof control>[1];
    const at = (path: string, method: string) => control({ method, path, origin: undefined, body: '' }, parts).status;
    expect(at(`${CONTROL_PATH}${name}`, 'GET')).toBe(404);
    expect(at(`${CONTROL_PATH}/${name}`, 'GET')).toBe(404);
    expect(at(`${CONTROL_PATH}/faults`, name)).toBe(405);
  });
});

test('the default value of a field named __proto__ becomes a reference like any other', () => {
  const fields = [
    { name: '__proto__', type: 'TEXT', default: 'a' },
    { name: 'constructor', type: 'TEXT' },
  ];
  const world = smallWorld({ taskTemplates: [{ id: 'template', name: 'Template', flow: 'to-tasks', fields }] });
  const { ContactId } = call(world, 'StartTaskContact', { TaskTemplateId: 'template', Name: 'A task', References: {} });
  const { ReferenceSummaryList } = call(world, 'ListContactReferences', { ContactId, ReferenceTypes: ['STRING'] });
  expect(ReferenceSummaryList).toEqual([{ String: { Name: '__proto__', Value: 'a' } }]);
});

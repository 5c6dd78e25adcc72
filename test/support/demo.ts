import { CreateTaskDocument } from '../generated/graphql.js';
import type { TestGateway } from './gateway.js';
import { assertSuccess } from './result.js';

/** Ids of the emulator's demo world that tests speak of. */
export const instanceId = '10000000-0000-4000-8000-000000000001';
export const instanceArn = `arn:aws:connect:us-east-1:111122223333:instance/${instanceId}`;
export const queues = {
  general: 'aaaaaaaa-0000-4000-8000-000000000001',
  /** Three contacts wait in it, as many as may. */
  full: 'aaaaaaaa-0000-4000-8000-000000000007',
} as const;
export const flows = {
  inbound: 'ffffffff-0000-4000-8000-000000000001',
  toQueue: 'ffffffff-0000-4000-8000-000000000003',
  toAgent: 'ffffffff-0000-4000-8000-000000000004',
  customerQueue: 'ffffffff-0000-4000-8000-000000000005',
  draft: 'ffffffff-0000-4000-8000-000000000012',
  archived: 'ffffffff-0000-4000-8000-000000000013',
} as const;
export const users = { ines: 'bbbbbbbb-0000-4000-8000-000000000001' } as const;
export const routingProfiles = {
  care: 'abababab-0000-4000-8000-000000000001',
  technical: 'abababab-0000-4000-8000-000000000002',
} as const;
export const quickConnects = {
  callInes: 'dddddddd-0000-4000-8000-000000000001',
  toBilling: 'dddddddd-0000-4000-8000-000000000002',
  parcelService: 'dddddddd-0000-4000-8000-000000000003',
  survey: 'dddddddd-0000-4000-8000-000000000005',
} as const;
export const careHours = '99999999-0000-4000-8000-000000000001';
export const agentStatuses = { break: 'acacacac-0000-4000-8000-000000000003' } as const;
export const taskTemplates = { callBack: 'eeeeeeee-0000-4000-8000-000000000001' } as const;
export const hierarchyGroups = {
  harbour: '88888888-0000-4000-8000-000000000002',
  careTeam: '88888888-0000-4000-8000-000000000003',
} as const;
export const contacts = {
  ended: 'cccccccc-0000-4000-8000-000000000006',
  scheduled: 'cccccccc-0000-4000-8000-000000000004',
  paused: 'cccccccc-0000-4000-8000-000000000003',
  transferredElevenTimes: 'cccccccc-0000-4000-8000-000000000007',
  transferredTenTimes: 'cccccccc-0000-4000-8000-000000000008',
  email: 'cccccccc-0000-4000-8000-000000000011',
  voice: 'cccccccc-0000-4000-8000-000000000015',
  chat: 'cccccccc-0000-4000-8000-000000000018',
  endedChat: 'cccccccc-0000-4000-8000-000000000020',
} as const;

/** A contact with a submitted evaluation, and the form by which it was made; another form has no active version. */
export const evaluated = {
  contact: 'cccccccc-0000-4000-8000-000000000019',
  evaluation: '44444444-0000-4000-8000-000000000001',
  form: '55555555-0000-4000-8000-000000000001',
  inactiveForm: '55555555-0000-4000-8000-000000000002',
} as const;
/** An email with a file. */
export const filed = {
  contact: 'cccccccc-0000-4000-8000-000000000009',
  file: '33333333-0000-4000-8000-000000000001',
} as const;

/** Creates a live task of a test's own, so that tests do not meet, and forgets the calls that made it. */
export async function newTask(gateway: TestGateway, headers: Record<string, string> = {}): Promise<string> {
  const input = { name: 'A task of a test', source: { contactFlowId: flows.inbound } };
  const { data } = await gateway.graphql(CreateTaskDocument, { input }, headers);
  const result = data?.startTaskContact;
  assertSuccess(result);
  gateway.emulator.ledger.clear();
  return result.contactId;
}

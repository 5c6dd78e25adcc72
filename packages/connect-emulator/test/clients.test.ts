import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as sdk from '@aws-sdk/client-connect';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../src/emulator.js';
import { testClient } from './support/wire.js';

const InstanceId = '10000000-0000-4000-8000-000000000001';
const contact = (number: number) => `cccccccc-0000-4000-8000-${String(number).padStart(12, '0')}`;
/** Nothing expires during the test, so the result does not depend on the duration of the calls. */
const flow = 'ffffffff-0000-4000-8000-000000000002';
const user = 'bbbbbbbb-0000-4000-8000-000000000012';

/** The outcome of a call. */
interface Result {
  // biome-ignore lint/suspicious/noExplicitAny: a scenario reads whatever member of the answer it is about
  readonly answer?: any;
  readonly error?: string;
  readonly status?: number;
}
type Calls = readonly (readonly [operation: string, input: object])[];

/** A series of calls. `$0.ContactId` stands for a member of the output of call 0. */
const calls: Calls = [
  ['StartTaskContact', { InstanceId, Name: 'Ring the carrier', ContactFlowId: flow, ClientToken: 'once' }],
  ['StartTaskContact', { InstanceId, Name: 'Ring the carrier', ContactFlowId: flow, ClientToken: 'once' }],
  ['PauseContact', { InstanceId, ContactId: '$0.ContactId' }],
  ['PauseContact', { InstanceId, ContactId: '$0.ContactId' }],
  ['ResumeContact', { InstanceId, ContactId: '$0.ContactId' }],
  ['TagContact', { InstanceId, ContactId: '$0.ContactId', Tags: { topic: 'delivery' } }],
  ['UpdateContact', { InstanceId, ContactId: '$0.ContactId', Description: 'Urgent' }],
  ['UpdateContactRoutingData', { InstanceId, ContactId: '$0.ContactId', QueuePriority: 1 }],
  ['UntagContact', { InstanceId, ContactId: '$0.ContactId', TagKeys: ['topic', 'nothing'] }],
  ['StartChatContact', { InstanceId, ContactFlowId: flow, ParticipantDetails: { DisplayName: 'Rosa' } }],
  ['AssociateContactWithUser', { InstanceId, ContactId: contact(54), UserId: user }],
  ['MonitorContact', { InstanceId, ContactId: contact(13), UserId: user, AllowedMonitorCapabilities: ['BARGE'] }],
  ['SuspendContactRecording', { InstanceId, ContactId: contact(49), InitialContactId: contact(49) }],
  ['StopContactRecording', { InstanceId, ContactId: contact(18), InitialContactId: contact(18) }],
  ['StopContact', { InstanceId, ContactId: '$0.ContactId' }],
  ['DescribeContact', { InstanceId, ContactId: '$0.ContactId' }],
];

async function withJavaScript(endpoint: string): Promise<Result[]> {
  const client = testClient(endpoint);
  const results: Result[] = [];
  for (const [operation, input] of calls) {
    const text = JSON.stringify(input).replace(/"\$(\d+)\.(\w+)"/g, (_, index, member) =>
      JSON.stringify(results[Number(index)]?.answer[member]),
    );
    const Command = (sdk as unknown as Record<string, new (input: object) => Parameters<typeof client.send>[0]>)[
      `${operation}Command`
    ];
    if (!Command) throw new Error(`The SDK has no ${operation}Command.`);
    try {
      const { $metadata, ...answer } = await client.send(new Command(JSON.parse(text)));
      results.push({ answer });
    } catch (error) {
      const { name, $metadata } = error as sdk.ConnectServiceException;
      results.push({ error: name, status: $metadata.httpStatusCode });
    }
  }
  client.destroy();
  return results;
}

const script = fileURLToPath(new URL('./support/boto3_calls.py', import.meta.url));

function withPython(endpoint: string): Promise<Result[]> {
  return new Promise((resolve, reject) => {
    const python = execFile('python3', [script], (error, stdout) =>
      error ? reject(error) : resolve(JSON.parse(stdout)),
    );
    python.stdin?.end(JSON.stringify({ endpoint, calls }));
  });
}

/** Python is tested only where boto3 is installed. */
const hasBoto3 = spawnSync('python3', ['-c', 'import boto3']).status === 0;
const clients: [string, (endpoint: string) => Promise<Result[]>][] = [['JavaScript', withJavaScript]];
if (hasBoto3) clients.push(['Python', withPython]);

let emulator: Emulator | undefined;
afterEach(() => emulator?.close());

describe('AWS\u2019s own client for', () => {
  test.each(clients)('%s makes a series of calls', async (_language, run) => {
    emulator = await startEmulator();
    const results = await run(emulator.url);
    expect(results.map(({ error, status }) => (error ? `${status} ${error}` : 'done'))).toEqual([
      'done',
      'done',
      'done',
      '409 ConflictException',
      ...Array.from({ length: 9 }, () => 'done'),
      '400 InvalidRequestException',
      'done',
      'done',
    ]);
    expect(results[1]?.answer).toEqual(results[0]?.answer);
    expect(results[9]?.answer).toMatchObject({ ParticipantToken: expect.any(String) });
    expect(results.at(-1)?.answer.Contact).toMatchObject({
      Description: 'Urgent',
      TotalPauseCount: 1,
      QueuePriority: 1,
      DisconnectReason: 'API',
    });
    const changed = emulator.ledger.entries().map((entry) => entry.changed);
    expect(changed).toEqual(
      calls.map(([operation], index) => ![1, 3, 13].includes(index) && operation !== 'DescribeContact'),
    );
  });
});

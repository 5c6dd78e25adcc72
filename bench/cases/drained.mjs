import { ConnectClient, DescribeContactCommand } from '@aws-sdk/client-connect';
import { of, quiet, throttled } from '../lib/ledger.mjs';
import { openLoad } from '../lib/load.mjs';
import { awsEnv, startEmulator, startGateway, using } from '../lib/stack.mjs';
import { check } from '../lib/table.mjs';
import { contactId, instanceId, loadWorld } from '../lib/world.mjs';

export const title = 'Started beside a bucket that others have drained';

const rate = 10;
const recoveredAfter = 10;
const query = 'query ($id: ID!) { connect { contact(id: $id) { id description } } }';

export async function run({ quick }) {
  const seconds = quick ? 12 : 16;
  return using(async (keep) => {
    const perSecond = 4 * rate;
    const emulator = await keep(startEmulator({ world: loadWorld({ reads: perSecond * seconds }) }));
    const gateway = await keep(startGateway({ endpoint: emulator.url, env: { REQUEST_TIMEOUT_MS: '5000' } }));
    await gateway.ask('{ connect { id } }');
    await drain(emulator.url);
    await emulator.forgetCalls();
    await openLoad({
      perSecond,
      seconds,
      send: (number) => gateway.ask(query, { id: contactId(number) }),
    });
    const calls = of(await quiet(emulator), 'DescribeContact');
    const first = Date.parse(calls[0].at);
    const bySecond = Array.from({ length: seconds }, (_, second) => {
      const here = calls.filter(({ at }) => Math.floor((Date.parse(at) - first) / 1_000) === second);
      return { made: here.filter(({ status }) => status === 200).length, throttles: throttled(here).length };
    });
    const after = bySecond.slice(recoveredAfter);
    const made = after.reduce((sum, second) => sum + second.made, 0) / after.length;
    const throttles = throttled(calls).length;
    return {
      checks: [
        check(
          'started beside a drained bucket (DescribeContact, 10 a second)',
          `full use within ${recoveredAfter} s, under 5 throttles`,
          `${made.toFixed(1)} calls a second after ${recoveredAfter} s, ${throttles} throttles`,
          // A second has one call more or less by where it begins.
          made >= rate * 0.95 && throttles < 5,
        ),
      ],
      sections: [
        {
          columns: ['second', ...bySecond.map((_, second) => second + 1)],
          rows: [
            ['calls that succeeded', ...bySecond.map((second) => second.made)],
            ['calls answered 429', ...bySecond.map((second) => second.throttles)],
          ],
          note: 'Four times as many contacts are asked for as the quota admits, from the moment on when its bucket is empty.',
        },
      ],
    };
  });
}

/** As another application of the account would: until Connect refuses. */
async function drain(endpoint) {
  const {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  } = awsEnv(endpoint);
  const client = new ConnectClient({ region, endpoint, credentials: { accessKeyId, secretAccessKey }, maxAttempts: 1 });
  const describe = () => client.send(new DescribeContactCommand({ InstanceId: instanceId, ContactId: contactId(0) }));
  const results = await Promise.allSettled(Array.from({ length: 25 }, describe));
  client.destroy();
  if (results.every(({ status }) => status === 'fulfilled')) throw new Error('The bucket could not be drained.');
}

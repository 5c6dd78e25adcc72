import { ConnectClient, DescribeContactCommand } from '@aws-sdk/client-connect';
import { of, quiet, throttled } from '../lib/ledger.mjs';
import { openLoad } from '../lib/load.mjs';
import { awsEnv, startEmulator, startGateway, using } from '../lib/stack.mjs';
import { check } from '../lib/table.mjs';
import { contactId, instanceId, loadWorld } from '../lib/world.mjs';

export const title = 'Start with a token bucket that another application has drained';

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
          'start with a drained token bucket (DescribeContact, 10 calls a second)',
          `full quota used after ${recoveredAfter} s, fewer than 5 throttled calls`,
          `${made.toFixed(1)} calls a second after ${recoveredAfter} s, ${throttles} throttled`,
          // The calls of a second vary by one, depending on where the second begins.
          made >= rate * 0.95 && throttles < 5,
        ),
      ],
      sections: [
        {
          columns: ['second', ...bySecond.map((_, second) => second + 1)],
          rows: [
            ['successful calls', ...bySecond.map((second) => second.made)],
            ['throttled calls (429)', ...bySecond.map((second) => second.throttles)],
          ],
          note: 'The load begins with an empty token bucket, and requests four times as many contacts as the quota admits.',
        },
      ],
    };
  });
}

/** Drains Connect's bucket with calls that bypass the gateway, as another application of the account would. */
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

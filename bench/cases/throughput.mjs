import { post } from '../lib/client.mjs';
import { closedLoad, median } from '../lib/load.mjs';
import { startNode } from '../lib/processes.mjs';
import { awsEnv, startGateway, using } from '../lib/stack.mjs';
import { check, number } from '../lib/table.mjs';
import { contactId, flowId, instanceId, queueId } from '../lib/world.mjs';

export const title = 'Transfer throughput';

const mutation = `mutation Transfer($input: TransferContactInput!) {
  transferContact(input: $input) {
    __typename
    ... on TransferContactSuccess { contactId contactArn }
    ... on ConnectError { message retryable }
  }
}`;
const concurrency = 32;
const bound = 0.85;
/** They compile the code. */
const warmUpRounds = 2;

export async function run({ quick, nodeArgs }) {
  return using(async (keep) => {
    const stub = await keep(startNode('bench/servers/stub.mjs'));
    const bare = await keep(startNode('bench/servers/bare.mjs', { env: awsEnv(stub.url) }));
    const gateway = await keep(startGateway({ endpoint: stub.url, env: { CONNECT_QUOTAS: 'off' }, nodeArgs }));
    const token = (number) => `bench-${number}`;
    const rounds = await interleaved(
      {
        gateway: {
          server: gateway,
          url: new URL('/graphql', gateway.url),
          body: (n) =>
            JSON.stringify({
              query: mutation,
              variables: {
                input: {
                  contactId: contactId(n),
                  contactFlowId: flowId(0),
                  destination: { queueId: queueId(0) },
                  clientToken: token(n),
                },
              },
            }),
          isRight: (text) => text.includes('"TransferContactSuccess"'),
        },
        bare: {
          server: bare,
          url: new URL('/', bare.url),
          body: (n) =>
            JSON.stringify({
              InstanceId: instanceId,
              ContactId: contactId(n),
              ContactFlowId: flowId(0),
              QueueId: queueId(0),
              ClientToken: token(n),
            }),
          isRight: (text) => text.includes('"ContactArn"'),
        },
      },
      quick,
    );
    return resultOf(rounds, {
      what: 'transfers a second, against a bare node:http server that calls the SDK with default settings',
      one: 'gateway',
      other: 'bare',
      bound,
      goal: '1.0',
      ratioName: 'transfer throughput, gateway to bare server',
    });
  });
}

/** Rounds of both servers by turns, so that what else the machine does falls on both alike. */
export async function interleaved(servers, quick) {
  const rounds = quick ? 3 : 12;
  const seconds = quick ? 1 : 1.5;
  const results = Object.fromEntries(Object.keys(servers).map((name) => [name, []]));
  for (let round = quick ? -1 : -warmUpRounds; round < rounds; round++) {
    for (const [name, { server, url, body, isRight }] of Object.entries(servers)) {
      const before = await server.usage();
      let wrong = 0;
      const { answered, seconds: took } = await closedLoad({
        concurrency,
        seconds,
        send: async (n) => {
          const { text } = await post(url, body(n));
          if (!isRight(text)) wrong += 1;
        },
      });
      if (wrong > 0) throw new Error(`${wrong} of ${answered} answers of ${name} were not what was asked for.`);
      const after = await server.usage();
      if (round < 0) continue;
      results[name].push({ perSecond: answered / took, cpuMs: (after.cpuMs - before.cpuMs) / answered });
    }
  }
  return results;
}

/** The ratio of two servers with its spread over the rounds. */
export function resultOf(rounds, { what, one, other, bound, goal, ratioName }) {
  const ratios = rounds[one].map(({ perSecond }, index) => perSecond / rounds[other][index].perSecond);
  const cpuRatios = rounds[one].map(({ cpuMs }, index) => cpuMs / rounds[other][index].cpuMs);
  const ratio = median(ratios);
  const spread = `${number(Math.min(...ratios))} to ${number(Math.max(...ratios))}`;
  const row = (name) => [
    name,
    Math.round(median(rounds[name].map(({ perSecond }) => perSecond))),
    Math.round(median(rounds[name].map(({ cpuMs }) => cpuMs)) * 1_000),
  ];
  return {
    ratios: [[ratioName, `at least ${bound} (goal ${goal})`, number(ratio), spread, number(median(cpuRatios))]],
    checks: [check(what, `at least ${bound} (goal ${goal})`, `${number(ratio)} (${spread})`, ratio >= bound)],
    sections: [
      {
        columns: ['server', 'requests a second', 'CPU per request, µs'],
        rows: [row(one), row(other)],
        note: `${what}. Median of ${ratios.length} interleaved rounds, ${concurrency} requests under way.`,
      },
    ],
  };
}

import { post } from '../lib/client.mjs';
import { startIssuer } from '../lib/issuer.mjs';
import { closedLoad, median } from '../lib/load.mjs';
import { startNode } from '../lib/processes.mjs';
import { awsEnv, newFile, startGateway, using } from '../lib/stack.mjs';
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
/** Each transfer is on the disk before it is made, and when it is answered. */
const boundWithFile = 0.75;
/** They compile the code. */
const warmUpRounds = 4;

export async function run({ quick, nodeArgs }) {
  return using(async (keep) => {
    const stub = await keep(startNode('bench/servers/stub.mjs'));
    const bare = await keep(startNode('bench/servers/bare.mjs', { env: awsEnv(stub.url) }));
    const start = (store) =>
      startGateway({ endpoint: stub.url, env: { CONNECT_QUOTAS: 'off', IDEMPOTENCY_STORE: store }, nodeArgs });
    const gateway = await keep(start('memory'));
    const safe = await keep(start(`file:${newFile('tokens.db')}`));
    const issuer = await keep(startIssuer());
    const full = await keep(
      startGateway({
        endpoint: stub.url,
        env: {
          ...issuer.env,
          CONNECT_QUOTAS: 'off',
          IDEMPOTENCY_STORE: `file:${newFile('tokens-full.db')}`,
          LOG_LEVEL: 'info',
        },
        logFile: newFile('access.log'),
        nodeArgs,
      }),
    );
    // Never the same twice: a replay makes no call.
    let tokens = 0;
    const token = () => `bench-${++tokens}`;
    const transfers = (server, headers = {}) => ({
      server,
      headers,
      url: new URL('/graphql', server.url),
      body: (n) =>
        JSON.stringify({
          query: mutation,
          variables: {
            input: {
              contactId: contactId(n),
              contactFlowId: flowId(0),
              destination: { queueId: queueId(0) },
              clientToken: token(),
            },
          },
        }),
      isRight: (text) => text.includes('"TransferContactSuccess"'),
    });
    const rounds = await interleaved(
      {
        gateway: transfers(gateway),
        'gateway, tokens in a file': transfers(safe),
        'gateway, all on': transfers(full, issuer.headers),
        bare: {
          server: bare,
          url: new URL('/', bare.url),
          body: (n) =>
            JSON.stringify({
              InstanceId: instanceId,
              ContactId: contactId(n),
              ContactFlowId: flowId(0),
              QueueId: queueId(0),
              ClientToken: token(),
            }),
          isRight: (text) => text.includes('"ContactArn"'),
        },
      },
      quick,
    );
    const against = 'against a bare node:http server that calls the SDK with default settings';
    const results = [
      resultOf(rounds, {
        what: `transfers a second, ${against}`,
        one: 'gateway',
        other: 'bare',
        bound,
        goal: '1.0',
        ratioName: 'transfer throughput, gateway to bare server',
      }),
      resultOf(rounds, {
        what: `transfers a second with client tokens in a file, ${against}`,
        one: 'gateway, tokens in a file',
        other: 'bare',
        bound: boundWithFile,
        goal: bound,
        ratioName: 'transfer throughput with client tokens in a file, gateway to bare server',
      }),
      resultOf(rounds, {
        what: `transfers a second with authentication, access log, metrics and client tokens in a file, ${against}`,
        one: 'gateway, all on',
        other: 'bare',
        bound: boundWithFile,
        goal: bound,
        ratioName: 'transfer throughput with authentication, access log, metrics and file, gateway to bare server',
      }),
    ];
    const all = (part) => results.flatMap((result) => result[part]);
    return { ratios: all('ratios'), checks: all('checks'), sections: all('sections') };
  });
}

/**
 * Rounds of both servers by turns, so that what else the machine does falls on both alike. A round tells something only
 * if both servers had a core to themselves: on a busy machine the faster one loses more. There are more rounds where too
 * few were undisturbed.
 */
export async function interleaved(servers, quick) {
  const rounds = quick ? 3 : 12;
  const mostRounds = quick ? 5 : 20;
  const seconds = quick ? 1 : 1.5;
  const results = [];
  const enough = () => results.length >= rounds && results.filter(undisturbed).length >= rounds / 2;
  for (let round = quick ? -1 : -warmUpRounds; round < mostRounds && !enough(); round++) {
    const measured = {};
    for (const [name, server] of Object.entries(servers)) measured[name] = await measure(server, seconds);
    if (round >= 0) results.push(measured);
  }
  return results;
}

async function measure({ server, url, headers, body, isRight }, seconds) {
  const before = await server.usage();
  let wrong = 0;
  const { answered, seconds: took } = await closedLoad({
    concurrency,
    seconds,
    send: async (n) => {
      const { text } = await post(url, body(n), headers);
      if (!isRight(text)) wrong += 1;
    },
  });
  if (wrong > 0) throw new Error(`${wrong} of ${answered} answers of ${url} were not what was asked for.`);
  const cpuMs = (await server.usage()).cpuMs - before.cpuMs;
  return { perSecond: answered / took, cpuMs: cpuMs / answered, cores: cpuMs / 1_000 / took };
}

const undisturbed = (round) => Object.values(round).every(({ cores }) => cores >= 0.9);

/** The ratio of two servers with its spread over the rounds. */
export function resultOf(rounds, { what, one, other, bound, goal, ratioName }) {
  const good = rounds.filter(undisturbed);
  const counted = good.length >= 3 ? good : rounds;
  const cpuRatio = median(counted.map((round) => round[one].cpuMs / round[other].cpuMs));
  const ratios = counted.map((round) => round[one].perSecond / round[other].perSecond);
  const spread = `${number(Math.min(...ratios))} to ${number(Math.max(...ratios))}`;
  // With no core to themselves, what the servers need of one is all that can be compared.
  const ratio = good.length >= 3 ? median(ratios) : 1 / cpuRatio;
  const result =
    good.length >= 3
      ? `${number(ratio)} (${spread})`
      : `${number(ratio)} by CPU per request: the machine was too busy to tell by requests a second`;
  const row = (name) => {
    const of = (key) => median(counted.map((round) => round[name][key]));
    return [name, Math.round(of('perSecond')), Math.round(of('cpuMs') * 1_000), of('cores')];
  };
  return {
    ratios: [[ratioName, `at least ${bound} (goal ${goal})`, result, number(cpuRatio)]],
    checks: [check(what, `at least ${bound} (goal ${goal})`, result, ratio >= bound)],
    sections: [
      {
        columns: ['server', 'requests a second', 'CPU per request, µs', 'cores used'],
        rows: [row(one), row(other)],
        note: `${what}. Median of ${counted.length} interleaved rounds, ${concurrency} requests under way; in ${good.length} of ${rounds.length} rounds both servers had a core to themselves. If there are at least three such rounds, only they count.`,
      },
    ],
  };
}

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
const goal = 0.85;
const bound = 0.7;
/** Maximum CPU time of a transfer, in milliseconds. */
const maxCpuMs = 0.8;
/** With records in a file. The gateway syncs a record to the disk before each transfer, and the result before it responds. */
const boundWithFile = 0.75;
/** Rounds that are not counted: V8 compiles the code in them. */
const warmUpRounds = 4;

export async function run({ quick, nodeArgs }) {
  return using(async (keep) => {
    const stub = await keep(startNode('bench/servers/stub.mjs'));
    const bare = await keep(startNode('bench/servers/bare.mjs', { env: awsEnv(stub.url) }));
    const start = (store) =>
      startGateway({ endpoint: stub.url, env: { CONNECT_QUOTAS: 'off', IDEMPOTENCY_STORE: store }, nodeArgs });
    const gateway = await keep(start('memory'));
    const withFile = await keep(start(`file:${newFile('tokens.db')}`));
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
    // A new client token for each transfer, because a replay makes no call.
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
        'gateway, records in a file': transfers(withFile),
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
    const against = 'compared with a bare node:http server that calls the SDK with default settings';
    const results = [
      resultOf(rounds, {
        what: `transfers a second, ${against}`,
        one: 'gateway',
        other: 'bare',
        bound,
        goal,
        ratioName: 'transfer throughput, gateway to bare server',
      }),
      resultOf(rounds, {
        what: `transfers a second with idempotency records in a file, ${against}`,
        one: 'gateway, records in a file',
        other: 'bare',
        bound: boundWithFile,
        goal,
        ratioName: 'transfer throughput with idempotency records in a file, gateway to bare server',
      }),
      resultOf(rounds, {
        what: `transfers a second with authentication, access log, metrics and idempotency records in a file, ${against}`,
        one: 'gateway, all on',
        other: 'bare',
        bound: boundWithFile,
        goal,
        ratioName:
          'transfer throughput with authentication, access log, metrics and records in a file, gateway to bare server',
      }),
    ];
    const cpuMs = median(rounds.map((round) => round.gateway.cpuMs));
    const cpuCheck = check(
      'CPU time of a transfer',
      `at most ${maxCpuMs} ms`,
      `${number(cpuMs)} ms`,
      cpuMs <= maxCpuMs,
    );
    const all = (part) => results.flatMap((result) => result[part]);
    return { ratios: all('ratios'), checks: [...all('checks'), cpuCheck], sections: all('sections') };
  });
}

/**
 * Measures all servers in turn in each round, so that other work of the machine slows all of them down alike. A round is
 * meaningful only if every server had a core to itself: on a busy machine the faster server loses more. Adds rounds while
 * too few are undisturbed.
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
  if (wrong > 0) throw new Error(`${wrong} of ${answered} responses of ${url} were wrong.`);
  const cpuMs = (await server.usage()).cpuMs - before.cpuMs;
  return { perSecond: answered / took, cpuMs: cpuMs / answered, cores: cpuMs / 1_000 / took };
}

const undisturbed = (round) => Object.values(round).every(({ cores }) => cores >= 0.9);

/** Compares the throughput of two servers: a ratio with its range over the rounds, a check, and a table. */
export function resultOf(rounds, { what, one, other, bound, goal, ratioName }) {
  const good = rounds.filter(undisturbed);
  const counted = good.length >= 3 ? good : rounds;
  const cpuRatio = median(counted.map((round) => round[one].cpuMs / round[other].cpuMs));
  const ratios = counted.map((round) => round[one].perSecond / round[other].perSecond);
  const spread = `${number(Math.min(...ratios))} to ${number(Math.max(...ratios))}`;
  // Without a core for each server, only the CPU time per request can be compared.
  const ratio = good.length >= 3 ? median(ratios) : 1 / cpuRatio;
  const result =
    good.length >= 3
      ? `${number(ratio)} (${spread})`
      : `${number(ratio)} from the CPU time per request, because the machine was too busy to compare requests a second`;
  const row = (name) => {
    const of = (key) => median(counted.map((round) => round[name][key]));
    return [name, Math.round(of('perSecond')), Math.round(of('cpuMs') * 1_000), of('cores')];
  };
  return {
    ratios: [[ratioName, `at least ${bound} (goal ${goal})`, result, number(cpuRatio)]],
    checks: [check(what, `at least ${bound} (goal ${goal})`, result, ratio >= bound)],
    sections: [
      {
        columns: ['server', 'requests a second', 'CPU time per request, µs', 'cores used'],
        rows: [row(one), row(other)],
        note: `${what}. Median of ${counted.length} interleaved rounds with ${concurrency} concurrent requests. In ${good.length} of ${rounds.length} rounds, every measured server had a core to itself. If there are at least three such rounds, only they count.`,
      },
    ],
  };
}

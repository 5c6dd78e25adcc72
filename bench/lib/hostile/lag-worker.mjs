import { request } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';
import { waitedForCoreMs } from './proc.mjs';

const { url, pid, everyMs, giveUpMs } = workerData;
let measuring = false;
let slowest = { ms: 0, ownMs: 0 };
let count = 0;
let failed = 0;
let askedAt = null;
let waitedBefore = 0;

function timeSinceAsked() {
  const ms = performance.now() - askedAt;
  return { ms, ownMs: Math.max(0, ms - (waitedForCoreMs(pid) - waitedBefore)) };
}

const slower = (one, other) => ({ ms: Math.max(one.ms, other.ms), ownMs: Math.max(one.ownMs, other.ownMs) });

/** Sends each request on a new connection, as the probes of load balancers and orchestrators do. */
function ask() {
  if (!measuring) return;
  askedAt = performance.now();
  waitedBefore = waitedForCoreMs(pid);
  const end = (ok) => {
    if (askedAt === null) return;
    const took = timeSinceAsked();
    askedAt = null;
    if (measuring) {
      count += 1;
      slowest = slower(slowest, took);
      if (!ok) failed += 1;
    }
    setTimeout(ask, everyMs);
  };
  const sent = request(new URL('/healthz', url), { agent: false, timeout: giveUpMs }, (answer) => {
    answer.resume();
    answer.once('end', () => end(answer.statusCode === 200));
    answer.once('error', () => end(false));
  });
  sent.once('timeout', () => sent.destroy(new Error('too slow')));
  sent.once('error', () => end(false));
  sent.end();
}

parentPort.on('message', (what) => {
  if (what === 'start') {
    const wasIdle = !measuring && askedAt === null;
    [measuring, slowest, count, failed] = [true, { ms: 0, ownMs: 0 }, 0, 0];
    if (wasIdle) ask();
    parentPort.postMessage('started');
  } else {
    if (askedAt !== null) slowest = slower(slowest, timeSinceAsked());
    measuring = false;
    parentPort.postMessage({ slowestMs: slowest.ms, slowestOwnMs: slowest.ownMs, count, failed });
  }
});

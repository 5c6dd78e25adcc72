import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Milliseconds between a response and the next request, and milliseconds after which a request is abandoned. */
const everyMs = 10;
const giveUpMs = 20_000;

/**
 * Requests `/healthz` of a server again and again. A separate thread sends the requests, so that neither the other
 * responses that this process reads nor its garbage collection add to the times. Each request has its own connection.
 *
 * @param pid of the server's process.
 */
export async function watchHealth(url, pid) {
  const worker = new Worker(new URL('./lag-worker.mjs', import.meta.url), {
    workerData: { url, pid, everyMs, giveUpMs },
  });
  worker.unref();
  await once(worker, 'online');
  const tell = async (what) => {
    const answered = once(worker, 'message');
    worker.postMessage(what);
    const [answer] = await answered;
    return answer;
  };
  return {
    start: () => tell('start'),
    /**
     * @returns the milliseconds of the slowest response; the same without the time in which the server's process waited for
     *   a core; the number of requests; and how many of them failed.
     */
    stop: () => tell('stop'),
    end: () => worker.terminate(),
  };
}

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Milliseconds between an answer and the next question, and after which one is given up. */
const everyMs = 10;
const giveUpMs = 20_000;

/**
 * Asks a server for `/healthz` over and over, from a thread of its own: neither an answer that this process reads nor
 * its garbage adds to the times. Each question has a connection of its own.
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
     * The milliseconds of the slowest answer, and of the slowest without the time in which the process waited for a core
     * that others used; how many answers there were, and how many questions got none.
     */
    stop: () => tell('stop'),
    end: () => worker.terminate(),
  };
}

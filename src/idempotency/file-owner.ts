import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { RootDatabase } from 'lmdb';

/** The process that owns the file, as recorded in the file. */
interface Owner {
  readonly host: string;
  readonly pid: number;
  /** Start time of the process, which distinguishes it from a later one with the same id; null if unknown. */
  readonly born: string | null;
  /** Time of the last heartbeat, in milliseconds since 1970. */
  readonly seenAt: number;
}

/**
 * Heartbeat interval in milliseconds, and the time without a heartbeat after which an owner on another host is gone.
 */
const beatMs = 10_000;
const goneAfterMs = 30_000;

/**
 * Makes this process the owner of a file until it releases the file. Node has no file locks that end with their
 * process, so the owner is recorded in the file. On the same host a crashed owner is detected at once; on another host,
 * by its missing heartbeats. Each container counts as a host.
 *
 * @returns A function that releases the file.
 * @throws Error that names the owner when another process owns the file.
 */
export function ownFile(root: RootDatabase<string, string>): () => Promise<void> {
  const own = () =>
    JSON.stringify({ host: hostname(), pid: process.pid, born: bornOf(process.pid), seenAt: Date.now() });
  root.transactionSync(() => {
    const text = root.get('owner');
    const owner: Owner | null = text ? JSON.parse(text) : null;
    if (owner && isAlive(owner)) throw inUse(owner);
    root.putSync('owner', own());
  });
  const beat = setInterval(() => {
    // A missed heartbeat does no harm, and the writes of records report a failed store.
    root.put('owner', own()).catch((error: { commitError?: Promise<never> }) => error.commitError?.catch(() => {}));
  }, beatMs).unref();
  return async () => {
    clearInterval(beat);
    await root.remove('owner');
  };
}

function inUse({ pid, host }: Owner): Error {
  const remedy = 'Only one gateway can use a file. Use a redis:// store for several gateways.';
  return new Error(`process ${pid} on ${host} is using it. ${remedy}`);
}

function isAlive({ host, pid, born, seenAt }: Owner): boolean {
  if (host !== hostname()) return Date.now() - seenAt < goneAfterMs;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM means that the process exists but belongs to another user.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return bornOf(pid) === born;
}

/** Returns the boot id of the system and the start of the process in ticks since boot; null outside Linux. */
function bornOf(pid: number): string | null {
  try {
    const [, ticks] = /^.*\)(?: \S+){19} (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${ticks}`;
  } catch {
    return null;
  }
}

import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { RootDatabase } from 'lmdb';

/** The process that has a file, as it stands in the file. */
interface Owner {
  readonly host: string;
  readonly pid: number;
  /** Tells a process from a later one with the same id; null where the system does not say. */
  readonly born: string | null;
  /** When it was last there, in milliseconds since 1970. */
  readonly seenAt: number;
}

/** Milliseconds between two signs of life, and after how many without one an owner on another host is gone. */
const beatMs = 10_000;
const goneAfterMs = 30_000;

/**
 * Makes a file this process's own until it is released. An owner that has crashed is noticed at once on its host: node
 * has no locks that a process's end releases. A container counts as a host.
 *
 * @returns Releases the file.
 * @throws Error that names the owner when another process has the file.
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
    // One that is missed does no harm; a store that fails is noticed elsewhere.
    root.put('owner', own()).catch((error: { commitError?: Promise<never> }) => error.commitError?.catch(() => {}));
  }, beatMs).unref();
  return async () => {
    clearInterval(beat);
    await root.remove('owner');
  };
}

function inUse({ pid, host }: Owner): Error {
  const remedy = 'A file serves one gateway; several share a redis:// store.';
  return new Error(`process ${pid} on ${host} has it. ${remedy}`);
}

function isAlive({ host, pid, born, seenAt }: Owner): boolean {
  if (host !== hostname()) return Date.now() - seenAt < goneAfterMs;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Another user's process cannot be signalled, but is there.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return bornOf(pid) === born;
}

/** The system's start and the process's, in ticks since then. */
function bornOf(pid: number): string | null {
  try {
    const [, ticks] = /^.*\)(?: \S+){19} (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${ticks}`;
  } catch {
    return null;
  }
}

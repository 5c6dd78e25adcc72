import { readFileSync } from 'node:fs';

/** Ticks of a second in which Linux counts CPU. */
const tickMs = 10;

/**
 * Milliseconds for which the main thread of a process was ready to run and waited for a core, since its start. 0 where
 * the kernel does not tell, which is everywhere but on Linux.
 */
export function waitedForCoreMs(pid) {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1]) / 1e6;
  } catch {
    return 0;
  }
}

/** Milliseconds of CPU that a process has used, also when it is too busy to say so; null where nobody tells. */
export function usedCpuMs(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name before it may hold blanks.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * tickMs;
  } catch {
    return null;
  }
}

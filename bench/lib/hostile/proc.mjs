import { readFileSync } from 'node:fs';

/** Milliseconds of a clock tick, the unit in which Linux counts CPU time. */
const tickMs = 10;

/**
 * Milliseconds since the start of a process for which its main thread was ready to run and waited for a core. 0 on systems
 * other than Linux, which do not report this.
 */
export function waitedForCoreMs(pid) {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1]) / 1e6;
  } catch {
    return 0;
  }
}

/** CPU time of a process in milliseconds, even when the process is too busy to respond. Null if the system has no /proc. */
export function usedCpuMs(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The process name before the last parenthesis may contain spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * tickMs;
  } catch {
    return null;
  }
}

// Preloaded into every program under test. Reports the CPU time and memory of the process to its parent on request, and
// ends the process when the parent ends. With `--expose-gc`, also counts unhandled rejections, and collects garbage before
// a report on the heap.
import { writeFileSync } from 'node:fs';

let rejections = 0;
if (globalThis.gc) process.on('unhandledRejection', () => rejections++);
process.on('message', (what) => {
  if (what === 'heap') globalThis.gc();
  if (what === 'forget peak') forgetPeak();
  const { rss, heapUsed, external } = process.memoryUsage();
  // Connections that servers of this process accepted. `process.getActiveResourcesInfo` cannot tell them from others.
  const accepted = process._getActiveHandles().filter(({ server }) => server);
  process.send?.({
    cpu: process.cpuUsage(),
    ...{ rss, heapUsed, external, rejections },
    peakRss: process.resourceUsage().maxRSS * 1_024,
    accepted: accepted.length,
    unsent: accepted.reduce((sum, { writableLength }) => sum + writableLength, 0),
  });
});
process.on('disconnect', () => process.exit());
process.channel?.unref();

/** Resets the peak of resident memory. Only Linux can do this; elsewhere, the peak since the start remains. */
function forgetPeak() {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // The peak since the start is an upper bound.
  }
}

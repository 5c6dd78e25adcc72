// Preloaded into every program under test: tells the parent what it uses, and ends with the parent. Where `--expose-gc`
// is given it collects garbage first when asked for the heap, and counts rejections that nobody handled.
import { writeFileSync } from 'node:fs';

let rejections = 0;
if (globalThis.gc) process.on('unhandledRejection', () => rejections++);
process.on('message', (what) => {
  if (what === 'heap') globalThis.gc();
  if (what === 'forget peak') forgetPeak();
  const { rss, heapUsed, external } = process.memoryUsage();
  // Those that a server of this process has accepted; `process.getActiveResourcesInfo` does not tell them from others.
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

/** Linux alone can; elsewhere the peak is that since the start. */
function forgetPeak() {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // The peak of the whole run is still a bound.
  }
}

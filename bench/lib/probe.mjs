// Preloaded into every program under test: tells the parent what it uses, and ends with the parent. Where `--expose-gc`
// is given it collects garbage first when asked for the heap, and counts rejections that nobody handled.
let rejections = 0;
if (globalThis.gc) process.on('unhandledRejection', () => rejections++);
process.on('message', (what) => {
  if (what === 'heap') globalThis.gc();
  const { rss, heapUsed } = process.memoryUsage();
  process.send?.({ cpu: process.cpuUsage(), rss, heapUsed, rejections });
});
process.on('disconnect', () => process.exit());
process.channel?.unref();

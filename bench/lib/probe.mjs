// Preloaded into every program under test: tells the parent what it uses, and ends with the parent.
process.on('message', () => process.send?.({ cpu: process.cpuUsage(), rss: process.memoryUsage.rss() }));
process.on('disconnect', () => process.exit());
process.channel?.unref();

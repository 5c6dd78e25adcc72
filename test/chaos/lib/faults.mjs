/** What goes wrong, by how often; what takes longer than the gateway waits is done all the same, after it gave up. */
const weights = {
  throttle: 3,
  http500: 2,
  http503Html: 2,
  okHtml: 1,
  okEmpty: 1,
  resetBefore: 3,
  resetAfterCommit: 4,
  truncate: 2,
  hang: 1,
  latency: 3,
  error: 2,
};
const named = ['InternalServiceException', 'AccessDeniedException'];
/** More than the gateway's attempts, and a client gets to see it. */
const times = { 1: 4, 2: 2, 3: 3, 4: 2, 12: 0.5 };
const longestMs = 700;
const reads = ['DescribeContact', 'ListAssociatedContacts'];
const shareOfReads = 0.1;
/** So many calls at most are to fail next: with many more the gateway asks no more, and nothing happens. */
const mostToCome = 24;

/** Scripts a fault for one of the next calls of an operation, or of a read that the gateway makes to look. */
export async function addFault(emulator, random, operation) {
  const toCome = (await emulator.faults()).reduce((sum, { times }) => sum + times, 0);
  if (toCome > mostToCome) return;
  const fault = random.weighted(weights);
  await emulator.fault({
    operation: random.chance(shareOfReads) ? random.pick(reads) : operation,
    fault,
    times: Number(random.weighted(times)),
    ...(fault === 'latency' && { ms: random.between(20, longestMs) }),
    ...(fault === 'error' && { error: random.pick(named) }),
  });
}

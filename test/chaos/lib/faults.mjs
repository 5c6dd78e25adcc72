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
const times = { 1: 3, 2: 2, 3: 3, 5: 3, 8: 2 };
const longestMs = 700;
const reads = [
  ...[
    'DescribeContact',
    'ListAssociatedContacts',
    'GetCurrentUserData',
    'DescribeQuickConnect',
    'GetContactAttributes',
  ],
  ...['BatchGetAttachedFileMetadata', 'DescribeContactEvaluation', 'ListContactEvaluations'],
];
const shareOfReads = 0.1;

/** Scripts a fault for one of the next calls of an operation, or of a read that the gateway makes to look. */
export async function addFault(emulator, random, operation) {
  const hit = random.chance(shareOfReads) ? random.pick(reads) : operation;
  const fault = random.weighted(weights);
  // One after the other: when too many fail in a row the gateway asks no more, and nothing happens.
  if ((await emulator.faults()).some((other) => other.operation === hit)) return;
  await emulator.fault({
    operation: hit,
    fault,
    times: Number(random.weighted(times)),
    ...(fault === 'latency' && { ms: random.between(20, longestMs) }),
    ...(fault === 'error' && { error: random.pick(named) }),
  });
}

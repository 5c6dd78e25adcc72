/** A token bucket: `rate` calls a second go on, and up to `burst` at once after a pause. */
export interface Quota {
  readonly rate: number;
  readonly burst: number;
}

/**
 * Default throttling quotas of a new account, per account and Region, from the service quotas page of the Amazon
 * Connect administrator guide (2026): "all operations have a RateLimit of 2 requests per second and a BurstLimit of 5
 * requests per second, with the following exceptions".
 */
const DEFAULT_QUOTA: Quota = { rate: 2, burst: 5 };

const EXCEPTIONS: readonly (Quota & { readonly operations: readonly string[] })[] = [
  {
    // "all Evaluations actions". Whether they share one bucket is not confirmed; here each has its own.
    rate: 3,
    burst: 5,
    operations: [
      'StartContactEvaluation',
      'SubmitContactEvaluation',
      'UpdateContactEvaluation',
      'DeleteContactEvaluation',
      'DescribeContactEvaluation',
      'ListContactEvaluations',
      'SearchContactEvaluations',
      'DescribeEvaluationForm',
      'ListEvaluationForms',
      'ListEvaluationFormVersions',
    ],
  },
  { rate: 10, burst: 10, operations: ['GetMetricDataV2'] },
  {
    rate: 5,
    burst: 8,
    operations: [
      'GetMetricData',
      'GetCurrentMetricData',
      'StartContactStreaming',
      'StopContactStreaming',
      'StartChatContact',
      'CreatePersistentContactAssociation',
      'UpdateParticipantRoleConfig',
      'CreateParticipant',
    ],
  },
  { rate: 0.5, burst: 1, operations: ['SearchContacts'] },
  {
    rate: 10,
    burst: 15,
    operations: [
      'GetContactAttributes',
      'UpdateContactAttributes',
      'DescribeContact',
      'StopContact',
      'UpdateContact',
      'ListContactReferences',
      'BatchPutContact',
    ],
  },
  { rate: 20, burst: 25, operations: ['TagContact', 'UntagContact'] },
  { rate: 20, burst: 20, operations: ['UpdateContactRoutingData'] },
  { rate: 17, burst: 26, operations: ['SendChatIntegrationEvent'] },
];

const byOperation = new Map(
  EXCEPTIONS.flatMap(({ operations, rate, burst }) => operations.map((name) => [name, { rate, burst }] as const)),
);

/** The default quota of an operation. */
export function quotaOf(operation: string): Quota {
  return byOperation.get(operation) ?? DEFAULT_QUOTA;
}

/** One bucket per operation, shared by all callers and instances. Buckets start full and fill in real time. */
export class Quotas {
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  /** @param nowMs a monotonic clock in milliseconds. */
  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  /** Takes one token; false when there is none, and the call has to be throttled. */
  admit(operation: string): boolean {
    const { rate, burst } = quotaOf(operation);
    const now = this.nowMs();
    const bucket = this.#buckets.get(operation) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * rate);
    const admitted = tokens >= 1;
    this.#buckets.set(operation, { tokens: admitted ? tokens - 1 : tokens, at: now });
    return admitted;
  }

  /** Fills all buckets. */
  clear(): void {
    this.#buckets.clear();
  }
}

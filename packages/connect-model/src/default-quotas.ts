/** A token bucket: `rate` is the number of calls per second, `burst` the number of calls at once after a pause. */
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
    // The page says "all Evaluations actions". Whether these share one bucket is not confirmed. Here each operation has
    // its own.
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

/** Returns the default quota of an operation. */
export function defaultQuota(operation: string): Quota {
  return byOperation.get(operation) ?? DEFAULT_QUOTA;
}

/** One mutation as the audit log tells it: who did what to which resources, and with which result. Holds no content. */
export interface AuditEvent {
  /** Issuer and subject of the caller's token; without authentication its address. */
  readonly caller: string;
  /** The mutation, by its name in the schema. */
  readonly mutation: string;
  /** Null for a caller without an instance. */
  readonly instanceId: string | null;
  /** Ids and ARNs that the call names, by Connect's names of their members. */
  readonly resources: Readonly<Record<string, string>>;
  /** Those that its success returned: of a transfer the new contact's. */
  readonly returned: Readonly<Record<string, string>>;
  /** The type of the result: `TransferContactSuccess`, `ConnectThrottlingError`. */
  readonly outcome: string;
  /** Whether the result is that of an earlier request with the same client token: this request changed nothing. */
  readonly replayed: boolean;
  /** As in the x-request-id header. */
  readonly requestId: string;
  /** Amazon's id of the call, which leads to CloudTrail; null when none was made or answered. */
  readonly awsRequestId: string | null;
}

/** The facts of one mutation, as they become known. */
export class AuditFacts {
  instanceId: string | null = null;
  resources: Readonly<Record<string, string>> = {};
  returned: Readonly<Record<string, string>> = {};
  replayed = false;
  awsRequestId: string | null = null;
}

/** Keeps the audit log. It must be quick, and must not throw: a mutation that happened is answered all the same. */
export interface AuditLog {
  record(event: AuditEvent): void;
}

const namesResource = /(Id|Arn)$/;
/** Longer texts are no ids. */
const longestId = 500;

/** The ids and ARNs on the first level of a call's input or output. */
export function resourcesIn(part: object): Record<string, string> {
  const resources: Record<string, string> = {};
  for (const [name, value] of Object.entries(part)) {
    if (typeof value === 'string' && namesResource.test(name) && value.length <= longestId) resources[name] = value;
  }
  return resources;
}

/** One mutation in the audit log: its caller, resources and result. Holds no content of contacts. */
export interface AuditEvent {
  /** Issuer and subject of the caller's token; without authentication the caller's address. */
  readonly caller: string;
  /** Name of the mutation in the schema. */
  readonly mutation: string;
  /** Null if the mutation failed before its instance was determined. */
  readonly instanceId: string | null;
  /** Ids and ARNs on the top level of the call's input, by member name. */
  readonly resources: Readonly<Record<string, string>>;
  /**
   * Ids and ARNs on the top level of the call's output, by member name. A transfer returns the id of the new contact.
   */
  readonly returned: Readonly<Record<string, string>>;
  /** GraphQL type of the result, such as `TransferContactSuccess`; `INTERNAL_SERVER_ERROR` if the mutation threw. */
  readonly outcome: string;
  /** Whether the result was replayed from an earlier request with the same client token. */
  readonly replayed: boolean;
  /** Request id, as in the `x-request-id` header. */
  readonly requestId: string;
  /** AWS request id, for CloudTrail: of the call, or of the read that failed before it. Null without a response. */
  readonly awsRequestId: string | null;
}

/** Facts of one mutation for the audit log, filled in while it runs. */
export class AuditFacts {
  instanceId: string | null = null;
  resources: Readonly<Record<string, string>> = {};
  returned: Readonly<Record<string, string>> = {};
  replayed = false;
  awsRequestId: string | null = null;
}

/** The audit log. `record` must be fast and must not throw, because the mutation may already have been applied. */
export interface AuditLog {
  record(event: AuditEvent): void;
}

const namesResource = /(Id|Arn)$/;
/** Longer values are not ids. */
const longestId = 500;

/** Returns the ids and ARNs on the top level of a call's input or output, by member name. */
export function resourcesIn(part: object): Record<string, string> {
  const resources: Record<string, string> = {};
  for (const [name, value] of Object.entries(part)) {
    if (typeof value === 'string' && namesResource.test(name) && value.length <= longestId) resources[name] = value;
  }
  return resources;
}

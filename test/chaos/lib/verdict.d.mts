export type Answer = Readonly<Record<string, unknown>> | null;

export interface Send {
  readonly sentAt: number;
  readonly answeredAt: number;
  readonly answer: Answer;
  /** The life of the gateway that was asked. */
  readonly by?: string;
}

export interface OtherSend extends Send {
  readonly input: Readonly<Record<string, unknown>>;
}

export interface Op {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly token: string;
  readonly sends: readonly Send[];
  readonly others: readonly OtherSend[];
}

export interface Call {
  readonly operation: string;
  readonly at: string;
  readonly token: string | null;
  readonly status: number | null;
  readonly changed: boolean;
  readonly fault?: string | null;
  readonly input: Readonly<Record<string, unknown>>;
}

export interface Mutation {
  readonly operation: string;
  readonly tokenIsConnects: boolean;
  readonly absolute?: boolean;
  readonly maySayNothing?: boolean;
  readonly readsFirst?: boolean;
  subjectOf(op: Op): string;
  subjectOfCall(call: Call): string;
  /** The member of a success that is not told again when Connect does not repeat it: credentials. */
  readonly passing?: string;
  /** The id that only one such mutation can have made. */
  resultOf?(answer: Exclude<Answer, null>): unknown;
  isCall(input: Op['input'], call: Call['input']): boolean;
}

/** What Redis has carried out of a token's record, at milliseconds since 1970. */
export interface RecordChange {
  readonly at: number;
  readonly step: 'begun' | 'answered' | 'release';
  readonly answer: { readonly output?: object; readonly refusal?: { readonly kind: string } } | null;
}

/** How the store was away; times in milliseconds since 1970. */
export interface Away {
  readonly absences: readonly { readonly from: number; readonly to: number; readonly lost: readonly string[] }[];
  /** Kills of a life of a gateway. */
  readonly deaths: readonly { readonly by: string; readonly at: number }[];
  changesOf(op: Op): readonly RecordChange[];
}

export function violationsOf(
  ops: readonly Op[],
  calls: readonly Call[],
  mutations: Readonly<Record<string, Mutation>>,
  away?: Away,
): { readonly rule: string; readonly subject: string; readonly ops: readonly Op[]; readonly calls: readonly Call[] }[];

export type Answer = Readonly<Record<string, unknown>> | null;

export interface Op {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly token: string;
  readonly sends: readonly { readonly sentAt: number; readonly answeredAt: number; readonly answer: Answer }[];
  readonly others: readonly Answer[];
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

export function violationsOf(
  ops: readonly Op[],
  calls: readonly Call[],
  mutations: Readonly<Record<string, Mutation>>,
): { readonly rule: string; readonly subject: string; readonly ops: readonly Op[]; readonly calls: readonly Call[] }[];

export interface OperationExample {
  readonly query: string;
  readonly variables: object | null;
}

export interface ExampleAnswer {
  // biome-ignore lint/suspicious/noExplicitAny: a document that is only text says nothing of its data
  readonly data: any;
  readonly errors?: readonly { readonly extensions: Readonly<Record<string, unknown>> }[];
}

export const wrong: string;

export function predecessorOf(example: Pick<OperationExample, 'query'>): string | undefined;

export function variablesOf(
  example: OperationExample,
  earlier: Readonly<Record<string, unknown>> | undefined,
  now: Date,
): Record<string, unknown>;

export function problemsOf(name: string, example: OperationExample, answer: ExampleAnswer): string[];

/** A request of an attack, as it is sent. */
export interface AttackRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** As on the wire: compressed if the attack has `gzip`. */
  readonly body: Buffer | null;
}

export interface Attack {
  readonly name: string;
  /** The class of the attack. */
  readonly kind: string;
  /** Whether exactly this request was reported as harmful or tried before. The others are variations in the same class. */
  readonly reported: boolean;
  /** Names of the gateways and callers that it is tried with, such as `open`, `no-scopes` or `anonymous`. */
  readonly setups: readonly string[];
  readonly gzip: boolean;
  /** Whether its document, if it has one, passes validation. Null if that depends on the size of the stack. */
  readonly valid: boolean | null;
  /** How the attack is sent. All ways except `ask` attack with connections. */
  readonly send: { readonly how: string; readonly together?: number; readonly repeat?: number };
  readonly document?: () => { readonly query: string; readonly variables?: Readonly<Record<string, unknown>> };
  readonly json?: (unique: string) => string;
  readonly request?: (unique: string) => Partial<AttackRequest>;
}

export const attacks: readonly Attack[];
export const limits: Readonly<
  Record<
    | 'documentBytes'
    | 'bodyBytes'
    | 'answerBytes'
    | 'nameLength'
    | 'aliases'
    | 'fields'
    | 'lines'
    | 'references'
    | 'mutations',
    number
  >
>;
/** The request of an attack that is sent by `ask`, `unread`, `drip` or `idle`. */
export function requestOf(attack: Attack, unique: string): AttackRequest;

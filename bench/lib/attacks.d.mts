/** A request of an attack, as it is sent. */
export interface AttackRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** As on the wire, by gzip where the attack says so. */
  readonly body: Buffer | null;
}

export interface Attack {
  readonly name: string;
  /** Its class. */
  readonly kind: string;
  /** Whether this very request was reported as harmful or tried before; the others are further members of its class. */
  readonly reported: boolean;
  /** The gateways and tokens that it is tried with: `open`, `no-scopes`, `contacts-read`, `anonymous` and so on. */
  readonly setups: readonly string[];
  readonly gzip: boolean;
  /** Whether its document, where it has one, passes validation; null if that depends on the size of the stack. */
  readonly valid: boolean | null;
  /** How it is sent; all but `ask` are about connections. */
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

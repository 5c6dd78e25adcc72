import { fileURLToPath } from 'node:url';
import { type DestinationStream, type Logger, pino } from 'pino';

/**
 * The one maker of logs. What a client sends is not logged in the first place; should something of it get so far all the
 * same, as in an error of a library, it is held back here: of an error only what this code says itself, and of every line
 * what looks like a credential, an e-mail address or a telephone number.
 *
 * @param destination Standard output unless given.
 */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const nothing = () => undefined;
  const options = {
    level,
    serializers: { err: describeError, error: describeError, req: nothing, res: nothing },
    hooks: { streamWrite: redacted },
  };
  return destination ? pino(options, destination) : pino(options);
}

/**
 * A log for a library, whose words may repeat what a client sent: what remains of them is that there were some, and the
 * error that came with them.
 */
export function logForLibrary(log: Logger, library: string) {
  const write = (level: 'warn' | 'error' | 'fatal') => (first: unknown) => {
    const err = first instanceof Error ? first : (first as { err?: unknown } | null)?.err;
    log[level]({ library, err }, 'a library reports a problem');
  };
  const nothing = () => {};
  const quiet = { trace: nothing, debug: nothing, info: nothing, silent: nothing };
  const made = { ...quiet, warn: write('warn'), error: write('error'), fatal: write('fatal'), level: log.level };
  return { ...made, child: () => logForLibrary(log, library) };
}

/** Cheaper than the patterns, and rarely true. */
const suspicious = /bearer|eyJ|A[KS]IA|x-amz-|@|\+\d/i;
const secrets = [
  /\bbearer\b(\s+[\w.~+/=-]+)?/gi,
  /\beyJ[\w-]+(\.[\w-]*)*/g,
  /(AKIA|ASIA)[A-Z0-9]{12,}/g,
  /x-amz-(security-token|signature|credential)\W{1,5}[^&\s"\\]*/gi,
  // The name and password of a URL, before what could be taken for an address.
  /(?<=:\/\/)[^\s/@"\\]+(?=@)/g,
  /[^\s@"'<>\\:/]{1,64}@[\w-]+(\.[\w-]+)+/g,
  /\+\d[\d\s().-]{5,}\d/g,
];

/** A line without what looks like a secret or like somebody's address or number. */
export function redacted(line: string): string {
  return suspicious.test(line) ? secrets.reduce((rest, secret) => rest.replace(secret, '[redacted]'), line) : line;
}

/** How many errors that caused one another are told. */
const mostCauses = 4;
/** Where this code lies, in the sources as in the build. */
const home = fileURLToPath(new URL('../..', import.meta.url));
/** Classes whose errors come with the engine's own words, which may repeat a value. */
const engineTypes = new Set(['TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'EvalError', 'URIError']);

interface DescribedError {
  readonly type: string;
  /** As node, the SDK or a library has it, where it is a word. */
  readonly code?: string | undefined;
  /** Only where this code has said it. */
  readonly message?: string | undefined;
  /** Only lines of this code. */
  readonly stack?: readonly string[] | undefined;
  readonly cause?: DescribedError | undefined;
}

/** The part of an error that may be logged. */
export function describeError(error: unknown, depth = 0): DescribedError | undefined {
  if (error === undefined) return undefined;
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  const stack = ownFrames(error);
  const saidHere = stack.first && !engineTypes.has(error.name);
  return {
    type: error.constructor.name,
    code: typeof code === 'string' && /^\w{1,60}$/.test(code) ? code : undefined,
    message: saidHere ? error.message : undefined,
    stack: stack.lines.length > 0 ? stack.lines : undefined,
    cause: depth + 1 < mostCauses && cause instanceof Error ? describeError(cause, depth + 1) : undefined,
  };
}

const frame = /^ {4}at (?:(?:async )?([\w$.#<>[\] ]{1,100}) \()?(?:file:\/\/)?(\/[^():]+:\d+:\d+)\)?$/;

function ownFrames({ name, message, stack = '' }: Error): { first: boolean; lines: string[] } {
  // A message may have lines that look like a stack's.
  const start = stack.indexOf(message) >= 0 ? stack.indexOf(message) + message.length : name.length;
  const frames = stack
    .slice(start)
    .split('\n')
    .filter((line) => line.startsWith('    at '));
  const own = frames.map((line) => {
    const [, where = '', path = ''] = frame.exec(line) ?? [];
    if (!path.startsWith(home) || path.includes('/node_modules/')) return null;
    return `${where} ${path.slice(home.length)}`.trim();
  });
  return { first: typeof own[0] === 'string', lines: own.filter((line) => line !== null) };
}

import { fileURLToPath } from 'node:url';
import { type DestinationStream, type Logger, pino } from 'pino';

/**
 * Creates the gateway's log. The gateway's code does not log client data. The log also filters client data, since
 * errors of libraries can contain it. An error is logged without messages and stack frames of other code. Text that
 * looks like a credential, an e-mail address or a telephone number is redacted from every line.
 *
 * @param destination Standard output by default.
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
 * Creates a log for a library. Messages of libraries can repeat client data, so the log has only the error and the
 * name of the library.
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

/** A cheap check before `secrets`; it rarely matches. */
const suspicious = /bearer|eyJ|A[KS]IA|x-amz-|@|\+\d/i;
const secrets = [
  /\bbearer\b(\s+[\w.~+/=-]+)?/gi,
  /\beyJ[\w-]+(\.[\w-]*)*/g,
  /(AKIA|ASIA)[A-Z0-9]{12,}/g,
  /x-amz-(security-token|signature|credential)\W{1,5}[^&\s"\\]*/gi,
  // User name and password of a URL. Comes before the pattern for e-mail addresses.
  /(?<=:\/\/)[^\s/@"\\]+(?=@)/g,
  /[^\s@"'<>\\:/]{1,64}@[\w-]+(\.[\w-]+)+/g,
  /\+\d[\d\s().-]{5,}\d/g,
];

/** Redacts text that looks like a credential, an e-mail address or a telephone number. */
export function redacted(line: string): string {
  return suspicious.test(line) ? secrets.reduce((rest, secret) => rest.replace(secret, '[redacted]'), line) : line;
}

/** Maximum number of errors in a logged chain: an error and its causes. */
const maxErrors = 4;
/** Root folder of the gateway's code, for the sources and for the build. */
const home = fileURLToPath(new URL('../..', import.meta.url));
/** Error classes of the JavaScript engine, whose messages can repeat a value. */
const engineTypes = new Set(['TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'EvalError', 'URIError']);

interface DescribedError {
  readonly type: string;
  /** The `code` of the error, if it is one word. */
  readonly code?: string | undefined;
  /** Set only if the gateway's code threw the error, and not the JavaScript engine. */
  readonly message?: string | undefined;
  /** Stack frames of the gateway's code only. */
  readonly stack?: readonly string[] | undefined;
  readonly cause?: DescribedError | undefined;
}

/** Returns the parts of an error that may be logged. */
export function describeError(error: unknown, depth = 0): DescribedError | undefined {
  if (error === undefined) return undefined;
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  const stack = ownFrames(error);
  const isOwnMessage = stack.first && !engineTypes.has(error.name);
  return {
    type: error.constructor.name,
    code: typeof code === 'string' && /^\w{1,60}$/.test(code) ? code : undefined,
    message: isOwnMessage ? error.message : undefined,
    stack: stack.lines.length > 0 ? stack.lines : undefined,
    cause: depth + 1 < maxErrors && cause instanceof Error ? describeError(cause, depth + 1) : undefined,
  };
}

const frame = /^ {4}at (?:(?:async )?([\w$.#<>[\] ]{1,100}) \()?(?:file:\/\/)?(\/[^():]+:\d+:\d+)\)?$/;

function ownFrames({ name, message, stack = '' }: Error): { first: boolean; lines: string[] } {
  // Skips the message, which can have lines that look like stack frames.
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

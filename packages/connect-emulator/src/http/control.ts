import { serviceModel } from 'connect-model';
import type { WireWorld } from '../calls/dispatcher.js';
import { type FaultRequest, type Faults, faultProblems } from '../calls/faults.js';
import type { Ledger } from '../calls/ledger.js';
import { ownProperty } from '../own-property.js';

/** The parts of the emulator that control requests read and change. */
export interface ControlParts {
  readonly world: WireWorld;
  readonly faults: Faults;
  readonly ledger: Ledger;
  /** Resets the emulator to its initial state. */
  readonly reset: () => void;
  /** Advances the world's clock. */
  readonly advance: (ms: number) => void;
}

export interface ControlRequest {
  readonly method: string;
  readonly path: string;
  readonly origin: string | undefined;
  readonly body: string;
}

export interface ControlResponse {
  readonly status: number;
  readonly json: unknown;
  /** The allowed methods, when the requested method is not one of them. */
  readonly allow?: string;
}

/** Path prefix of control requests. No operation of Connect has a path below it. */
export const CONTROL_PATH = '/_emulator';

type Handler = (parts: ControlParts, body: string) => ControlResponse;

const ok = (json: unknown): ControlResponse => ({ status: 200, json });
const badRequest = (message: string): ControlResponse => ({ status: 400, json: { message } });

const handlers: Readonly<Record<string, Readonly<Record<string, Handler>>>> = {
  '': { GET: (parts) => ok(index(parts)) },
  '/faults': {
    GET: ({ faults }) => ok({ faults: faults.list() }),
    POST: ({ faults }, body) => addFault(faults, body),
    DELETE: ({ faults }) => ok({ removed: faults.clear() }),
  },
  '/ledger': {
    GET: ({ ledger }) => ok({ entries: ledger.entries() }),
    DELETE: ({ ledger }) => {
      const removed = ledger.entries().length;
      ledger.clear();
      return ok({ removed });
    },
  },
  '/clock': {
    GET: ({ world }) => ok({ now: world.clock.now() }),
    POST: (parts, body) => advanceClock(parts, body),
  },
  '/reset': {
    POST: ({ world, reset }) => {
      reset();
      return ok({ now: world.clock.now() });
    },
  },
};

/**
 * Handles a request at or below `/_emulator`. The request needs no signature. Requests of web pages with a foreign
 * origin are refused.
 */
export function control({ method, path, origin, body }: ControlRequest, parts: ControlParts): ControlResponse {
  if (origin !== undefined && !isLocal(origin)) {
    return { status: 403, json: { message: `Pages of ${origin} must not control the emulator.` } };
  }
  const byMethod = ownProperty(handlers, path.slice(CONTROL_PATH.length).replace(/\/$/, ''));
  if (!byMethod)
    return { status: 404, json: { message: `There is no ${path}. GET ${CONTROL_PATH} lists the control requests.` } };
  const handler = ownProperty(byMethod, method);
  if (handler) return handler(parts, body);
  const allow = Object.keys(byMethod).join(', ');
  return { status: 405, json: { message: `${path} accepts ${allow}.` }, allow };
}

function index({ world }: ControlParts) {
  return {
    what: 'A local emulator of Amazon Connect. Any AWS client works against it, with any credentials.',
    instances: world.instanceArns(),
    now: world.clock.now(),
    operations: Object.keys(serviceModel.operations).length,
    control: Object.entries(handlers).flatMap(([path, byMethod]) =>
      Object.keys(byMethod).map((method) => `${method} ${CONTROL_PATH}${path}`),
    ),
  };
}

function addFault(faults: Faults, body: string): ControlResponse {
  const request = parse(body);
  const problems = faultProblems(request);
  if (problems.length > 0) return badRequest(problems.join(' '));
  return { status: 201, json: faults.add(request as FaultRequest) };
}

/** A century, which is far within the range of valid dates. */
const MAX_ADVANCE_MS = 100 * 365 * 86_400_000;

function advanceClock({ world, advance }: ControlParts, body: string): ControlResponse {
  const request = parse(body);
  const ms = typeof request === 'object' && request !== null && 'advanceMs' in request ? request.advanceMs : undefined;
  if (typeof ms !== 'number' || !Number.isInteger(ms) || ms < 0 || ms > MAX_ADVANCE_MS) {
    return badRequest(
      `advanceMs: must be an integer from 0 to ${MAX_ADVANCE_MS}. POST /_emulator/reset returns to real time.`,
    );
  }
  advance(ms);
  return ok({ now: world.clock.now() });
}

/** Parses JSON. Returns undefined for invalid JSON, which no handler accepts. */
function parse(body: string): unknown {
  try {
    // Some editors and shells write a byte order mark.
    return JSON.parse(body.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}

function isLocal(origin: string): boolean {
  try {
    return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(origin).hostname);
  } catch {
    return false;
  }
}

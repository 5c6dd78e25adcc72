import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { CallOutcome, ConnectObserver, PolicyState } from '../../connect/calls/call-observer.js';
import { codeOf } from '../../errors/read-error.js';
import type { BoundReason, BoundsObserver } from '../../idempotency/bounds-observer.js';
import type { CloseReason } from '../connections/connection-owner.js';
import type { FinishedRequest } from './finished-request.js';

const prefix = 'contact_gateway_';
/** Histogram buckets in seconds: from a response that needs no call up to the default request timeout. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15];

/** Error codes that are not derived from the schema's error types. */
const ownCodes = [
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'CURSOR_EXPIRED',
  'DOCUMENT_TOO_LARGE',
  'FORBIDDEN',
  'FURTHER_ERRORS',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'INTERNAL_SERVER_ERROR',
  'METHOD_NOT_ALLOWED',
  'MISDIRECTED_REQUEST',
  'NOT_ACCEPTABLE',
  'NOT_FOUND',
  'PAGE_NOT_BUILT',
  'PAYLOAD_TOO_LARGE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'PERSISTED_QUERY_ONLY',
  'QUERY_TOO_EXPENSIVE',
  'RATE_LIMITED',
  'OVERLOADED',
  'RESPONSE_TOO_LARGE',
  'UNAUTHENTICATED',
  'UNSUPPORTED_MEDIA_TYPE',
];

/**
 * The metrics of the process. Clients cannot choose label values: all values are names of Connect operations, known
 * error codes, and constants of this code.
 */
export class Metrics implements ConnectObserver, BoundsObserver {
  readonly #registry = new Registry();
  readonly #codes: ReadonlySet<string>;

  readonly #requests = this.#counter('requests_total', 'Requests, by type and outcome.', ['type', 'outcome']);
  readonly #requestSeconds = this.#histogram(
    'request_duration_seconds',
    'Time from the headers of a request to the last byte of its response, or until its client disconnected.',
    ['type'],
  );
  readonly #errors = this.#counter(
    'errors_total',
    'Responses with an error, by code. A response counts once for each of its codes. Errors in result unions are included.',
    ['code'],
  );
  readonly #dropped = this.#counter(
    'connections_dropped_total',
    'New connections that were closed at once. The limit of connections was reached and no connection of another client could be closed, or too many connections were opened, most of them by the same client.',
    [],
  )();
  readonly #closed = this.#counter(
    'connections_closed_total',
    'Connections that the gateway closed to enforce a limit, or at its shutdown before their clients were done.',
    ['reason'],
  );
  readonly #calls = this.#counter('connect_calls_total', 'Attempts of calls to Connect that have ended.', [
    'operation',
    'outcome',
  ]);
  readonly #callSeconds = this.#histogram('connect_call_duration_seconds', 'Duration of an attempt.', ['operation']);
  readonly #retries = this.#counter('connect_retries_total', 'Attempts after the first attempt of a call.', [
    'operation',
  ]);
  readonly #waitSeconds = this.#histogram(
    'connect_queue_wait_seconds',
    'Time that a call waited for its turn within the quota.',
    ['operation'],
  );
  readonly #throttles = this.#counter(
    'connect_throttles_total',
    'Attempts that Connect throttled, and calls that got no turn within the quota.',
    ['operation', 'by'],
  );
  readonly #broken = this.#counter(
    'connect_breaker_refusals_total',
    "Calls that were not sent because the operation's circuit breaker was open.",
    ['operation'],
  );
  readonly #directory = this.#counter(
    'directory_lookups_total',
    'Lookups in the directory cache, such as of queues, users and flows.',
    ['result'],
  );
  readonly #found = this.#directory('hit');
  readonly #missed = this.#directory('miss');
  readonly #shared = this.#counter(
    'shared_reads_total',
    "Reads that were answered with the result of another request's read.",
    [],
  )();
  readonly #replays = this.#counter(
    'idempotent_replays_total',
    'Mutations that were answered with the result of an earlier request with the same client token.',
    [],
  )();
  readonly #evictions = this.#counter(
    'idempotency_evictions_total',
    'Idempotency records with a result that were evicted before they expired.',
    ['reason'],
  );
  readonly #full = this.#counter(
    'idempotency_refusals_total',
    'Mutations that were refused because there was no room for their idempotency record.',
    ['reason'],
  );

  #inFlight = 0;

  /** @param errorTypes The names of all error types of the schema. */
  constructor(errorTypes: readonly string[]) {
    this.#codes = new Set([...ownCodes, ...errorTypes.map(codeOf)]);
    collectDefaultMetrics({ register: this.#registry });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** Adds gauges of requests and operation policies. Their values are read when the metrics are scraped. */
  watch(policies: () => readonly PolicyState[]): void {
    const inFlight = () => this.#inFlight;
    const registers = [this.#registry];
    const name = (suffix: string) => prefix + suffix;
    new Gauge({
      ...{ name: name('requests_in_flight'), help: 'Requests whose response has not been sent completely.', registers },
      collect() {
        this.set(inFlight());
      },
    });
    new Gauge({
      ...{
        name: name('connect_breaker_open'),
        help: "1 while the operation's circuit breaker is open, else 0.",
        registers,
      },
      labelNames: ['operation'],
      collect() {
        for (const { operation, isOpen } of policies()) this.set({ operation }, Number(isOpen));
      },
    });
    new Gauge({
      ...{ name: name('connect_queue_length'), help: 'Calls that wait for their turn.', registers },
      labelNames: ['operation'],
      collect() {
        for (const { operation, waiting } of policies()) this.set({ operation }, waiting);
      },
    });
  }

  /** Adds gauges of client connections. Their values are read when the metrics are scraped. */
  watchConnections(servers: { readonly openConnections: number; readonly unsentBytes: number }): void {
    const registers = [this.#registry];
    new Gauge({
      ...{ name: `${prefix}connections`, help: 'Open connections of clients.', registers },
      collect() {
        this.set(servers.openConnections);
      },
    });
    new Gauge({
      ...{ name: `${prefix}unsent_bytes`, help: 'Bytes of responses that clients have not read.', registers },
      collect() {
        this.set(servers.unsentBytes);
      },
    });
  }

  /** Adds metrics of the admission control. Their values are read when the metrics are scraped. */
  watchAdmission(admission: { readonly waiting: number; readonly bytes: number; readonly refused: number }): void {
    const registers = [this.#registry];
    new Gauge({
      ...{ name: `${prefix}requests_waiting`, help: 'Requests that wait for a turn in this process.', registers },
      collect() {
        this.set(admission.waiting);
      },
    });
    new Gauge({
      ...{ name: `${prefix}in_flight_bytes`, help: 'Bytes of responses under construction.', registers },
      collect() {
        this.set(admission.bytes);
      },
    });
    new Counter({
      ...{ name: `${prefix}overloaded_total`, help: 'Requests that were refused with OVERLOADED.', registers },
      collect() {
        this.reset();
        this.inc(admission.refused);
      },
    });
  }

  /** Returns all metrics in the Prometheus text format. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  began(): void {
    this.#inFlight++;
  }

  finished({ type, outcome, codes, ms }: FinishedRequest): void {
    this.#inFlight--;
    this.#requests(type, outcome).inc();
    this.#requestSeconds(type).observe(ms / 1_000);
    for (const code of codes) this.#errors(this.#codes.has(code) ? code : 'OTHER').inc();
  }

  dropped(): void {
    this.#dropped.inc();
  }

  closed(reason: CloseReason): void {
    this.#closed(reason).inc();
  }

  /** Counts a request that was refused before its type was known. */
  refused(code: string): void {
    this.#requests('other', 'refused').inc();
    this.#errors(code).inc();
  }

  attempted(operation: string, attempt: number, outcome: CallOutcome, ms: number): void {
    this.#calls(operation, outcome).inc();
    this.#callSeconds(operation).observe(ms / 1_000);
    if (attempt > 1) this.#retries(operation).inc();
    if (outcome === 'throttled') this.#throttles(operation, 'connect').inc();
  }

  waited(operation: string, ms: number): void {
    this.#waitSeconds(operation).observe(ms / 1_000);
  }

  notMade(operation: string, why: 'throttled' | 'breaker'): void {
    if (why === 'breaker') this.#broken(operation).inc();
    else this.#throttles(operation, 'gateway').inc();
  }

  lookedUp(known: boolean): void {
    (known ? this.#found : this.#missed).inc();
  }

  sharedRead(): void {
    this.#shared.inc();
  }

  replayed(): void {
    this.#replays.inc();
  }

  recordEvicted(reason: BoundReason): void {
    this.#evictions(reason).inc();
  }

  recordRefused(reason: BoundReason): void {
    this.#full(reason).inc();
  }

  #counter(name: string, help: string, labelNames: string[]) {
    const counter = new Counter({ name: prefix + name, help, labelNames, registers: [this.#registry] });
    return cachedByLabels((...labels) => counter.labels(...labels));
  }

  #histogram(name: string, help: string, labelNames: string[]) {
    const histogram = new Histogram({ name: prefix + name, help, labelNames, buckets, registers: [this.#registry] });
    return cachedByLabels((...labels) => histogram.labels(...labels));
  }
}

/** Caches the child metric of each combination of labels, since the library's lookup costs more than counting. */
function cachedByLabels<Child>(find: (...labels: string[]) => Child): (...labels: string[]) => Child {
  const children = new Map<string, Child>();
  return (...labels) => {
    const key = labels.join(' ');
    let child = children.get(key);
    if (child === undefined) {
      child = find(...labels);
      children.set(key, child);
    }
    return child;
  };
}

import type { IncomingHttpHeaders } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Attributes,
  type Context,
  createTraceState,
  DiagLogLevel,
  diag,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider, type SpanExporter } from '@opentelemetry/sdk-trace-node';
import type { Logger } from 'pino';
import type { CallOutcome, CallTrace, RequestTrace } from '../../connect/calls/call-observer.js';
import type { Proxies } from '../../lib/proxies.js';
import type { FinishedRequest } from './finished-request.js';
import { exporterOptions, type OtlpSettings, reporting } from './otlp.js';

/** Maximum milliseconds for the last export at shutdown. */
const flushMs = 3_000;

/**
 * Sends traces to a collector by OTLP over HTTP. Each GraphQL request has a span, which continues the client's trace,
 * and each attempt of a call to Connect has one. OpenTelemetry reads other settings, such as sampler and limits, from
 * its standard environment variables.
 */
export class Tracing {
  readonly #provider: NodeTracerProvider;
  readonly #tracer: Tracer;

  /**
   * @param exporter The result of `traceExporter`.
   * @param traceStateKeys TRACESTATE_KEYS: the members of `tracestate` that are forwarded. Others can hold private
   * data.
   */
  constructor(
    exporter: SpanExporter,
    private readonly traceStateKeys: ReadonlySet<string>,
    log: Logger,
  ) {
    // OpenTelemetry's messages can repeat headers and URLs. JSON messages are exporter errors, which are logged
    // already.
    const problem = (message: string) => {
      if (!message.startsWith('{')) log.warn('OpenTelemetry reports a problem');
    };
    const nothing = () => {};
    const quiet = { info: nothing, debug: nothing, verbose: nothing };
    diag.setLogger(
      { ...quiet, error: problem, warn: problem },
      { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
    );
    this.#provider = new NodeTracerProvider({
      resource: defaultResource()
        .merge(resourceFromAttributes({ 'service.name': 'contact-gateway' }))
        .merge(detectResources({ detectors: [envDetector] })),
      spanProcessors: [new BatchSpanProcessor(exporter)],
    });
    this.#tracer = this.#provider.getTracer('contact-gateway');
  }

  /** Starts the span of a GraphQL request. */
  request(method: string, headers: IncomingHttpHeaders): RequestSpan {
    const attributes = { 'http.request.method': method, 'http.route': '/graphql', 'url.path': '/graphql' };
    const parent = parentOf(headers, this.traceStateKeys);
    const span = this.#tracer.startSpan(`${method} /graphql`, { kind: SpanKind.SERVER, attributes }, parent);
    return new RequestSpan(this.#tracer, span, parent);
  }

  /** Sends pending spans, for at most 3 seconds. */
  async close(): Promise<void> {
    await Promise.race([this.#provider.shutdown().catch(() => {}), sleep(flushMs, undefined, { ref: false })]);
  }
}

/** Creates the exporter. Loads only the one for the configured protocol, since loading is slow. */
export async function traceExporter(
  url: string,
  settings: OtlpSettings,
  proxies: Proxies | null,
  log: Logger,
): Promise<SpanExporter> {
  const { OTLPTraceExporter } =
    settings.protocol === 'http/protobuf'
      ? await import('@opentelemetry/exporter-trace-otlp-proto')
      : await import('@opentelemetry/exporter-trace-otlp-http');
  return reporting(new OTLPTraceExporter(exporterOptions(url, settings, proxies)), 'traces', url, log);
}

/** The span of one GraphQL request. Its attributes hold no caller, document, variables or response data. */
export class RequestSpan implements RequestTrace {
  readonly #context: Context;

  constructor(
    private readonly tracer: Tracer,
    private readonly span: Span,
    parent: Context,
  ) {
    this.#context = trace.setSpan(parent, span);
  }

  /** Null when the trace is not sampled. */
  get traceId(): string | null {
    return this.span.isRecording() ? this.span.spanContext().traceId : null;
  }

  call(operation: string, attempt: number): CallTrace {
    const attributes: Attributes = { 'rpc.system': 'aws-api', 'rpc.service': 'Connect', 'rpc.method': operation };
    if (attempt > 1) attributes['http.request.resend_count'] = attempt - 1;
    const span = this.tracer.startSpan(`Connect/${operation}`, { kind: SpanKind.CLIENT, attributes }, this.#context);
    return { headers: headersOf(span), ended: (outcome, response) => endCall(span, outcome, response) };
  }

  /** @param requestId The request id in the log. */
  ended({ type, operation, outcome, status, codes }: FinishedRequest, requestId: string): void {
    const { span } = this;
    const executed = type === 'query' || type === 'mutation';
    if (executed) span.updateName(type).setAttribute('graphql.operation.type', type);
    span.setAttributes({ 'contact_gateway.request_id': requestId, 'contact_gateway.outcome': outcome });
    if (operation) span.setAttribute('graphql.operation.name', operation);
    if (outcome !== 'client_gone') span.setAttribute('http.response.status_code', status);
    if (codes.length > 0) span.setAttribute('contact_gateway.error_codes', [...codes]);
    if (outcome === 'failed') {
      span.setAttribute('error.type', codes[0] ?? String(status));
      span.setStatus({ code: SpanStatusCode.ERROR });
    }
    span.end();
  }
}

function endCall(
  span: Span,
  outcome: CallOutcome,
  { status, awsRequestId }: { readonly status: number | null; readonly awsRequestId: string | null },
): void {
  if (status !== null) span.setAttribute('http.response.status_code', status);
  if (awsRequestId) span.setAttribute('aws.request_id', awsRequestId);
  if (outcome !== 'ok') {
    span.setAttribute('error.type', outcome);
    // A client that disconnected is no error of Connect.
    if (outcome !== 'cancelled') span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}

/** Returns the W3C Trace Context headers of a span. */
function headersOf(span: Span): Record<string, string> {
  const { traceId, spanId, traceFlags, traceState } = span.spanContext();
  const traceparent = `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
  const tracestate = traceState?.serialize();
  return tracestate ? { traceparent, tracestate } : { traceparent };
}

const traceparentPattern = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})(-.*)?$/;

/** Returns the trace context of the client or proxy. Baggage is ignored, since it can hold any data. */
function parentOf({ traceparent, tracestate }: IncomingHttpHeaders, keys: ReadonlySet<string>): Context {
  const [, traceId, spanId, flags = '00'] = traceparentPattern.exec(String(traceparent)) ?? [];
  if (!traceId || !spanId) return ROOT_CONTEXT;
  const members = typeof tracestate === 'string' ? tracestate.split(',') : [];
  const passed = members.filter((member) => keys.has(member.split('=', 1)[0]?.trim() ?? ''));
  const traceState = passed.length > 0 ? createTraceState(passed.join()) : undefined;
  const traceFlags = Number.parseInt(flags, 16) & 1;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true, traceState });
}

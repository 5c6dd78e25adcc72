import type { Logger } from 'pino';
import { pino } from 'pino';
import type { AuditEvent, AuditLog } from '../../connect/session/audit.js';
import type { Proxies } from '../../lib/proxies.js';
import { exporterOptions, type OtlpSettings, plainOtlp, reporting } from './otlp.js';

/** Destination of the audit log: standard output, a file, or an OpenTelemetry collector. */
export type AuditTarget =
  | { readonly kind: 'stdout' }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'otlp'; readonly url: string; readonly otlp?: OtlpSettings };

export interface OpenAuditLog extends AuditLog {
  /** Writes pending entries and closes the destination. */
  close(): Promise<void>;
}

/** Minimum milliseconds between two log lines about a failing audit log. */
const logIntervalMs = 60_000;

/**
 * Opens the audit log, which holds one JSON line or OpenTelemetry log record for each mutation. Lines are written to
 * the file before the response is sent. The file is only appended to, and is reopened on SIGHUP for log rotation. The
 * gateway never deletes entries: retention is up to its operator.
 *
 * @param log Receives write errors.
 * @param proxies The proxies on the way to a collector; null for none.
 * @throws Error with a message for the operator when the file cannot be written.
 */
export async function openAuditLog(
  target: AuditTarget,
  log: Logger,
  proxies: Proxies | null = null,
): Promise<OpenAuditLog> {
  return target.kind === 'otlp' ? openCollector(target, log, proxies) : openLines(target, log);
}

function openLines(target: Exclude<AuditTarget, { kind: 'otlp' }>, log: Logger): OpenAuditLog {
  const destination = openDestination(target);
  let loggedAt = -Infinity;
  destination.on('error', (error: NodeJS.ErrnoException) => {
    if (performance.now() - loggedAt < logIntervalMs) return;
    loggedAt = performance.now();
    log.error({ err: error }, 'the audit log cannot be written');
  });
  const lines = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  const reopen = () => destination.reopen();
  if (target.kind === 'file') process.on('SIGHUP', reopen);
  return {
    record: (event) => lines.info({ audit: event }, 'mutation'),
    close: async () => {
      process.off('SIGHUP', reopen);
      destination.flushSync();
      if (target.kind === 'file') destination.end();
    },
  };
}

function openDestination(target: Exclude<AuditTarget, { kind: 'otlp' }>) {
  if (target.kind === 'stdout') return pino.destination({ dest: 1, sync: true });
  try {
    // Readable by the gateway's user only, since entries name callers.
    return pino.destination({ dest: target.path, append: true, sync: true, mode: 0o600 });
  } catch (error) {
    throw new Error(
      `AUDIT_LOG: ${target.path} cannot be written to (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`,
    );
  }
}

/** Opens an OpenTelemetry destination. Loads the exporter on demand. */
async function openCollector(
  { url, otlp = plainOtlp }: Extract<AuditTarget, { kind: 'otlp' }>,
  log: Logger,
  proxies: Proxies | null,
): Promise<OpenAuditLog> {
  const [{ BatchLogRecordProcessor, LoggerProvider }, { OTLPLogExporter }, resources] = await Promise.all([
    import('@opentelemetry/sdk-logs'),
    otlp.protocol === 'http/protobuf'
      ? import('@opentelemetry/exporter-logs-otlp-proto')
      : import('@opentelemetry/exporter-logs-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  const exporter = new OTLPLogExporter(exporterOptions(url, otlp, proxies));
  const { defaultResource, detectResources, envDetector, resourceFromAttributes } = resources;
  const provider = new LoggerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': 'contact-gateway' }))
      .merge(detectResources({ detectors: [envDetector] })),
    processors: [new BatchLogRecordProcessor({ exporter: reporting(exporter, 'the audit log', url, log) })],
  });
  const logger = provider.getLogger('contact-gateway.audit');
  return {
    record: (event) => logger.emit({ eventName: 'mutation', body: 'mutation', attributes: attributesOf(event) }),
    close: () => provider.shutdown().catch(() => {}),
  };
}

function attributesOf({ resources, returned, ...event }: AuditEvent): Record<string, string | boolean> {
  const attributes: Record<string, string | boolean> = {};
  for (const [name, value] of Object.entries(event)) if (value !== null) attributes[`contact_gateway.${name}`] = value;
  for (const [name, value] of Object.entries(resources)) attributes[`contact_gateway.resources.${name}`] = value;
  for (const [name, value] of Object.entries(returned)) attributes[`contact_gateway.returned.${name}`] = value;
  return attributes;
}

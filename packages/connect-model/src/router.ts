import { serviceModel } from './service-model.js';

/** The operation of a request, and the decoded labels of its path. */
export interface Route {
  readonly operation: string;
  readonly labels: Readonly<Record<string, string>>;
}

interface Template {
  readonly operation: string;
  readonly segments: readonly string[];
}

/**
 * Templates by method and number of segments. Templates with fewer labels come first because they match more closely.
 */
const templates = new Map<string, Template[]>();
for (const [operation, { http }] of Object.entries(serviceModel.operations)) {
  const segments = http.uri.slice(1).split('/');
  const key = `${http.method} ${segments.length}`;
  templates.set(key, [...(templates.get(key) ?? []), { operation, segments }]);
}
const labelCount = ({ segments }: Template) => segments.filter((segment) => segment.startsWith('{')).length;
for (const group of templates.values()) group.sort((a, b) => labelCount(a) - labelCount(b));

/**
 * Finds the operation for a method and a percent-encoded path. A label is one segment, so the slashes of an ARN must be
 * percent-encoded, as the SDKs send them. An empty label does not match.
 */
export function route(method: string, path: string): Route | undefined {
  const segments = path.slice(1).split('/').map(decodeSegment);
  for (const template of templates.get(`${method} ${segments.length}`) ?? []) {
    const labels = match(template.segments, segments);
    if (labels) return { operation: template.operation, labels };
  }
  return undefined;
}

function match(
  template: readonly string[],
  segments: readonly (string | undefined)[],
): Record<string, string> | undefined {
  const labels: [string, string][] = [];
  for (const [index, expected] of template.entries()) {
    const actual = segments[index];
    if (!actual) return undefined;
    if (expected.startsWith('{')) labels.push([expected.slice(1, -1), actual]);
    else if (expected !== actual) return undefined;
  }
  return Object.fromEntries(labels);
}

/** Decodes a segment. A segment with an invalid percent-encoding matches no operation. */
function decodeSegment(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

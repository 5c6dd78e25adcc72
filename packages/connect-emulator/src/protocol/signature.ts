import { ConnectException } from './exception.js';

/** The headers that are needed to check a signature. */
export interface SignedHeaders {
  readonly authorization?: string;
  readonly 'x-amz-date'?: string;
  readonly date?: string;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const PARAMETERS = ['Credential', 'SignedHeaders', 'Signature'] as const;

/**
 * Checks the form of a signature: it must be a Signature Version 4 for the service `connect`. Secret and time are not
 * checked, so any key is accepted at any time. Signatures in the query string (presigned URLs) are not supported,
 * because no operation of Connect uses them.
 * @throws ConnectException with status 403 and Amazon's exception name.
 */
export function checkSignature(headers: SignedHeaders): void {
  const { authorization } = headers;
  if (!authorization) {
    throw new ConnectException('MissingAuthenticationTokenException', 'Missing Authentication Token', 403);
  }
  if (!authorization.startsWith(`${ALGORITHM} `)) throw incomplete(`Authorization header requires ${ALGORITHM}.`);
  const parameters = parseParameters(authorization.slice(ALGORITHM.length + 1));
  const problems = PARAMETERS.filter((name) => !parameters.get(name)).map(
    (name) => `Authorization header requires '${name}' parameter.`,
  );
  if (!headers['x-amz-date'] && !headers.date) {
    problems.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
  }
  if (problems.length > 0) throw incomplete(problems.join(' '));
  if (!/^[0-9a-f]{64}$/.test(parameters.get('Signature') ?? '')) {
    throw invalid('The request signature is not 64 hexadecimal digits.');
  }
  checkScope(parameters.get('Credential') ?? '', headers['x-amz-date']);
}

function parseParameters(text: string): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const part of text.split(',')) {
    const equals = part.indexOf('=');
    if (equals < 0) {
      throw incomplete(
        `'${part.trim()}' not a valid key=value pair (missing equal-sign) in Authorization header: '${text}'.`,
      );
    }
    parameters.set(part.slice(0, equals).trim(), part.slice(equals + 1).trim());
  }
  return parameters;
}

/** Checks the scope `<access key>/<yyyymmdd>/<region>/connect/aws4_request`. An access key may contain a slash. */
function checkScope(credential: string, amzDate: string | undefined): void {
  const parts = credential.split('/');
  if (parts.length < 5) {
    throw incomplete(`Credential must have at least 5 slash-delimited elements, e.g. keyid/date/region/service/term.`);
  }
  const [date = '', region = '', service = '', terminator = ''] = parts.slice(-4);
  if (!parts.slice(0, -4).join('/')) throw incomplete('Credential must name an access key.');
  if (terminator !== 'aws4_request') {
    throw invalid(`Credential should be scoped with a valid terminator: 'aws4_request', not '${terminator}'.`);
  }
  if (service !== 'connect') throw invalid("Credential should be scoped to correct service: 'connect'.");
  if (!/^[a-z]{2}(-[a-z]+)+-\d+$/.test(region)) {
    throw invalid(`Credential should be scoped to a valid region, not '${region}'.`);
  }
  if (!/^\d{8}$/.test(date) || (amzDate && !amzDate.startsWith(date))) {
    throw invalid(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date}' != '${amzDate?.slice(0, 8) ?? ''}'.`,
    );
  }
}

function incomplete(message: string): ConnectException {
  return new ConnectException('IncompleteSignatureException', message, 403);
}

function invalid(message: string): ConnectException {
  return new ConnectException('InvalidSignatureException', message, 403);
}

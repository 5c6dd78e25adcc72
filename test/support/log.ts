import { afterAll, expect } from '@jest/globals';
import type { Logger } from 'pino';
import { createLog } from '../../src/server/telemetry/log.js';

/** A log that a test reads. */
export interface TestLog {
  readonly log: Logger;
  /** As they were written, one after the other. */
  readonly text: () => string;
  /** Those with this message. */
  // biome-ignore lint/suspicious/noExplicitAny: a line may hold anything
  readonly lines: (message: string) => Record<string, any>[];
}

/** Everything that gateways said in this file of tests, which must hold nothing of anybody. */
const collected: (() => string)[] = [];
afterAll(() => {
  for (const text of collected.splice(0)) expect(leaksIn(text())).toEqual([]);
});

/** Looks through a text when the file's tests are over. */
export function checkForLeaks(text: () => string): void {
  collected.push(text);
}

/** Not those of the log itself, which are to be held against these. */
const leaks = {
  'a token': /bearer\s+\S|\beyJ[\w-]{8,}/i,
  'a credential': /\b(AKIA|ASIA)[A-Z0-9]{8,}|x-amz-security-token|secretAccessKey/i,
  'a telephone number': /\+\d{7,}/,
  'an e-mail address': /[\w.+-]+@[\w-]+\.\w{2,}/,
  'a value that a test marked': /\w[.-]canary/i,
  'a request body': /\\?"(query|variables|input)\\?"\s*:\s*[\\"{]|\b(query|mutation)\b[^"\n]*\{|\{ ?connect\b/,
};

/** What a log holds that none may, each with the text around it. */
export function leaksIn(text: string): string[] {
  return Object.entries(leaks).flatMap(([what, pattern]) => {
    const found = pattern.exec(text);
    return found ? [`${what}: ${text.slice(Math.max(0, found.index - 80), found.index + 80)}`] : [];
  });
}

export function testLog(): TestLog {
  const written: string[] = [];
  checkForLeaks(() => written.join(''));
  return {
    log: createLog('trace', { write: (line: string) => void written.push(line) }),
    text: () => written.join(''),
    lines: (message) => written.map((line) => JSON.parse(line)).filter(({ msg }) => msg === message),
  };
}

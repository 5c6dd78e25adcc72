import type { Logger } from 'pino';
import { createLog } from '../../src/server/log.js';

/** A log that a test reads. */
export interface TestLog {
  readonly log: Logger;
  /** As they were written, one after the other. */
  readonly text: () => string;
  /** Those with this message. */
  // biome-ignore lint/suspicious/noExplicitAny: a line may hold anything
  readonly lines: (message: string) => Record<string, any>[];
}

export function testLog(): TestLog {
  const written: string[] = [];
  return {
    log: createLog('trace', { write: (line: string) => void written.push(line) }),
    text: () => written.join(''),
    lines: (message) => written.map((line) => JSON.parse(line)).filter(({ msg }) => msg === message),
  };
}

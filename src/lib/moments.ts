/** The first and the last valid time. RFC 3339 can express all times in between, since their years have four digits. */
const firstMs = Date.parse('0001-01-01T00:00:00.000Z');
const lastMs = Date.parse('9999-12-31T23:59:59.999Z');
const iso8601 = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** Whether a value is a valid date within the years 1 to 9999, so that RFC 3339 can express it. */
export function isMoment(value: unknown): value is Date {
  return value instanceof Date && value.getTime() >= firstMs && value.getTime() <= lastMs;
}

/** Parses an ISO 8601 date, with or without a time; null for any other text or none. */
export function momentOf(text: string | null | undefined): Date | null {
  const moment = new Date(text && iso8601.test(text) ? text : Number.NaN);
  return isMoment(moment) ? moment : null;
}

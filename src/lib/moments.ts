/** RFC 3339 has years of four digits: the first and the last moment that it can say. */
const firstMs = Date.parse('0001-01-01T00:00:00.000Z');
const lastMs = Date.parse('9999-12-31T23:59:59.999Z');
const iso8601 = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** Whether a value is a moment that RFC 3339 can say: no invalid date, and between the years 1 and 9999. */
export function isMoment(value: unknown): value is Date {
  return value instanceof Date && value.getTime() >= firstMs && value.getTime() <= lastMs;
}

/** The moment that a text says by ISO 8601; null for any other text, and where there is none. */
export function momentOf(text: string | null | undefined): Date | null {
  const moment = new Date(text && iso8601.test(text) ? text : Number.NaN);
  return isMoment(moment) ? moment : null;
}

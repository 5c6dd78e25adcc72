/** A Markdown table. Cells that are numbers are rounded. */
export function table(columns, rows) {
  const line = (cells) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(columns), `|${' --- |'.repeat(columns.length)}`, ...rows.map(line)].join('\n');
}

function cell(value) {
  if (value === null || value === undefined) return '';
  return typeof value === 'number' ? number(value) : String(value).replaceAll('|', '\\|');
}

/** Rounds to three significant digits: such measurements are not more precise. */
export function number(value) {
  if (Number.isInteger(value)) return String(value);
  if (Math.abs(value) >= 100) return value.toFixed(0);
  return Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);
}

export const ms = (value) => (value === null || value === undefined ? '' : `${number(value)} ms`);
export const seconds = (value) => `${(value / 1_000).toFixed(1)} s`;

/** A measured result, its bound, and whether the bound holds. */
export function check(what, bound, result, holds) {
  return { what, bound, result, holds };
}

export function checksTable(checks) {
  return table(
    ['case', 'bound', 'result', ''],
    checks.map(({ what, bound, result, holds }) => [what, bound, result, holds ? 'PASS' : '**FAIL**']),
  );
}

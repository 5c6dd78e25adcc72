const width = 720;
const height = 260;
const left = 48;
const right = 16;
const top = 48;
const bottom = 34;
const colours = { good: '#2f7d5b', bad: '#c0492f', limit: '#66707a', area: '#e9ecef' };

/**
 * Draws values over time as bars, as SVG. A later series covers the earlier ones.
 * @param series each `{ name, colour, points: [[seconds, value], ...] }`.
 * @param shade a period to mark, `{ from, to, name }`.
 */
export function chart({ title, unit, series, shade }) {
  const all = series.flatMap(({ points }) => points);
  const maxX = Math.max(...all.map(([x]) => x), 1);
  const maxY = niceMax(Math.max(...all.map(([, y]) => y), 1));
  const x = (value) => left + (value / maxX) * (width - left - right);
  const y = (value) => height - bottom - (value / maxY) * (height - top - bottom);
  const parts = [
    `<text x="${left}" y="16" font-weight="600">${title}</text>`,
    shade &&
      `<rect x="${round(x(shade.from))}" y="${top}" width="${round(x(shade.to) - x(shade.from))}" height="${height - top - bottom}" fill="${colours.area}"/><text x="${round(x(shade.from)) + 6}" y="${top + 14}" fill="${colours.limit}">${shade.name}</text>`,
    ...[0, 0.5, 1].map((share) => {
      const at = round(y(maxY * share));
      return `<path d="M${left} ${at}H${width - right}" stroke="#d5dadf"/><text x="${left - 6}" y="${at + 4}" text-anchor="end">${maxY * share}</text>`;
    }),
    `<text x="${left}" y="${top - 8}" fill="${colours.limit}">${unit}</text>`,
    ...ticks(maxX).map(
      (tick) => `<text x="${round(x(tick))}" y="${height - bottom + 16}" text-anchor="middle">${tick} s</text>`,
    ),
    ...series.map(({ points, colour }) => bars(points, colours[colour], x, y)),
    ...legend(series),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}" font-family="system-ui, sans-serif" font-size="12" fill="#222"><rect width="${width}" height="${height}" fill="#fff"/>
${parts.filter(Boolean).join('\n')}
</svg>
`;
}

function bars(points, colour, x, y) {
  const path = points
    .filter(([, value]) => value > 0)
    .map(([at, value]) => `M${round(x(at))} ${round(y(0))}V${round(y(value))}`)
    .join('');
  return `<path d="${path}" stroke="${colour}" stroke-width="5"/>`;
}

function legend(series) {
  let at = width - right;
  return series.toReversed().map(({ name, colour }) => {
    at -= name.length * 6.2 + 28;
    return `<rect x="${round(at)}" y="${top - 17}" width="10" height="10" fill="${colours[colour]}"/><text x="${round(at) + 14}" y="${top - 8}">${name}</text>`;
  });
}

function ticks(max) {
  const step = max > 60 ? 20 : max > 20 ? 10 : 5;
  return Array.from({ length: Math.floor(max / step) + 1 }, (_, index) => index * step);
}

function niceMax(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= value) ?? value;
}

function round(value) {
  return Math.round(value * 10) / 10;
}

/** A name as code. */
export const code = (text) => `\`${text}\``;

/** A table of Markdown. */
export function table(head, rows) {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

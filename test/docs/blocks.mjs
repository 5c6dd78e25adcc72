/** Every line that begins a fenced block in Markdown. Only blocks that begin as `fence` says are supported. */
const anyFence = /^\s*(`{3,}|~{3,})/;
const fence = /^(`{3,})(\S*)\s*$/;
const marker = /^<!-- check: (.+) -->$/;

/**
 * The fenced blocks of a Markdown document, each with the text of the `check` comment in the line before it (`marker`).
 * @returns `{ line, language, text, marker }`; `line` counts from 1; `marker` is undefined if there is no comment.
 */
export function blocksOf(markdown) {
  const lines = markdown.split('\n');
  const blocks = [];
  for (let at = 0; at < lines.length; at++) {
    const [, ticks, language] = fence.exec(lines[at]) ?? [];
    if (!ticks && anyFence.test(lines[at]))
      throw new Error(`Write the fence in line ${at + 1} as \`\`\` and a language, without indentation.`);
    if (!ticks) continue;
    const end = lines.indexOf(ticks, at + 1);
    if (end < 0) throw new Error(`The block that begins in line ${at + 1} has no end.`);
    const [, said] = marker.exec(lines[at - 1] ?? '') ?? [];
    blocks.push({ line: at + 1, language, text: `${lines.slice(at + 1, end).join('\n')}\n`, marker: said });
    at = end;
  }
  return blocks;
}

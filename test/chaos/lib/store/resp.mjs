const lineEnd = Buffer.from('\r\n');

/**
 * The position after the RESP2 value (Redis' protocol) that begins at a position of a buffer; null as long as it is not
 * whole.
 */
export function valueEnd(buffer, start = 0) {
  const end = buffer.indexOf(lineEnd, start);
  if (end < 0) return null;
  const next = end + lineEnd.length;
  const type = String.fromCharCode(buffer[start]);
  if (type !== '$' && type !== '*') return next;
  const size = Number(buffer.toString('latin1', start + 1, end));
  if (size < 0) return next;
  if (type === '$') return buffer.length >= next + size + lineEnd.length ? next + size + lineEnd.length : null;
  let at = next;
  for (let item = 0; item < size && at !== null; item++) at = valueEnd(buffer, at);
  return at;
}

/** The words of a whole command, which is an array of bulk strings. */
export function wordsOf(command) {
  const words = [];
  let at = command.indexOf(lineEnd) + lineEnd.length;
  while (at < command.length) {
    const head = command.indexOf(lineEnd, at);
    const size = Number(command.toString('latin1', at + 1, head));
    words.push(command.toString('utf8', head + lineEnd.length, head + lineEnd.length + size));
    at = head + lineEnd.length + size + lineEnd.length;
  }
  return words;
}

/** Cuts a stream of bytes into whole values, and calls back with each. */
export function splitter(onValue) {
  let rest = Buffer.alloc(0);
  return (chunk) => {
    rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    for (let end = valueEnd(rest); end !== null; end = rest.length > 0 ? valueEnd(rest) : null) {
      const value = rest.subarray(0, end);
      rest = rest.subarray(end);
      onValue(value);
    }
  };
}

import type { Readable } from 'node:stream';

/** A lab may print a whole heap in one line; the terminal and the event stream need not carry it. */
const MAX_LINE = 2_000;

/** Calls back for each line of a text stream, cut to a bounded length; a last line without its end counts too. */
export function onLines(stream: Readable, onLine: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    const lines = (rest + text).split(/\r?\n/);
    // What exceeds the bound is dropped at once, or a stream without line ends would grow in our memory.
    rest = (lines.pop() ?? '').slice(0, MAX_LINE);
    for (const line of lines) onLine(line.slice(0, MAX_LINE));
  });
  stream.on('end', () => {
    if (rest !== '') onLine(rest);
  });
}

import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { onLines } from '#lab/line-splitter.ts';

async function linesOf(chunks: readonly (string | Buffer)[]): Promise<string[]> {
  const lines: string[] = [];
  const stream = new PassThrough();
  onLines(stream, (line) => lines.push(line));
  for (const chunk of chunks) stream.write(chunk);
  stream.end();
  await new Promise((resolve) => stream.once('end', resolve));
  return lines;
}

test('lines across chunks, with the last one unended', async () => {
  expect(await linesOf(['a\nb', 'c\r\n\nd'])).toEqual(['a', 'bc', '', 'd']);
});

test('a letter cut in two by the pipe stays whole', async () => {
  const bytes = Buffer.from('memória\n');
  expect(await linesOf([bytes.subarray(0, 4), bytes.subarray(4)])).toEqual(['memória']);
});

test('a line without end does not grow in our memory', async () => {
  const lines = await linesOf(Array.from({ length: 100 }, () => 'x'.repeat(1_000)));
  expect(lines).toHaveLength(1);
  expect(lines[0]?.length).toBe(2_000);
});

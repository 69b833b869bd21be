import { expect, test } from 'vitest';
import { INPUT_CHUNK, inputChunks } from '#workbench/terminal/input-chunks.ts';

test('a long paste comes in pieces, and none of its characters in two', () => {
  for (const before of ['', 'x']) {
    const text = before + '😀'.repeat(INPUT_CHUNK);
    const chunks = inputChunks(text);
    expect(chunks.join('')).toBe(text);
    expect(chunks.every((chunk) => chunk.length <= INPUT_CHUNK && chunk.isWellFormed())).toBe(true);
  }
});

test('a short one is one piece; nothing is none', () => {
  expect(inputChunks('ls\r')).toEqual(['ls\r']);
  expect(inputChunks('')).toEqual([]);
});

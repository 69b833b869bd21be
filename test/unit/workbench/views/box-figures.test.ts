import { expect, test } from 'vitest';
import { boxFigures } from '#workbench/views/flame/box-figures.ts';

const MB = 2 ** 20;
const answer = {
  sampleType: { type: 'space', unit: 'bytes' },
  total: 20 * MB,
  outputUnit: 'auto',
  isDifference: false,
};
const layout = {
  added: Float64Array.of(2 * MB, 10 * MB),
  removed: Float64Array.of(10 * MB, 0),
  self: Float64Array.of(-2 * MB, 5 * MB),
};

test('a box of a comparison tells both sides and the change, never their sum', () => {
  expect(boxFigures({ ...answer, isDifference: true }, layout, 0)).toEqual({
    cum: '−8\u00a0MB',
    cumShare: '-40,0%',
    flat: '−2\u00a0MB',
    flatShare: '-10,0%',
    sides: { before: '10\u00a0MB', after: '2\u00a0MB' },
  });
});

test('a box of one profile tells what it has', () => {
  const { cum, cumShare, flat, sides } = boxFigures(answer, layout, 1);
  expect([cum, cumShare, flat, sides]).toEqual(['10\u00a0MB', '50,0%', '5\u00a0MB', null]);
});

test('a box of a profile that has negative values tells what is left', () => {
  const { cum, cumShare, flat } = boxFigures(answer, layout, 0);
  expect([cum, cumShare, flat]).toEqual(['-8\u00a0MB', '-40,0%', '-2\u00a0MB']);
});

test('values are in the unit that was asked for', () => {
  const { cum, flat } = boxFigures({ ...answer, outputUnit: 'kB' }, layout, 1);
  expect([cum, flat]).toEqual(['10.240\u00a0kB', '5.120\u00a0kB']);
  const { sides } = boxFigures({ ...answer, outputUnit: 'kB', isDifference: true }, layout, 0);
  expect(sides).toEqual({ before: '10.240\u00a0kB', after: '2.048\u00a0kB' });
});

import { expect, test } from 'vitest';
import { decodeProfile } from '#pprof/codec.ts';
import { layoutFlame, type FlameLayout } from '#pprof/flame.ts';
import { originOf } from '#workbench/views/flame/origin.ts';
import type { Palette } from '#workbench/views/flame/palette.ts';
import { pixelsOf, shadesOf } from '#workbench/views/flame/shades.ts';
import { recorded } from './profiles.ts';

/** Each mixture a number of its own, and the same one for the same mixture. */
const mixed: string[] = [];
const palette: Palette = {
  surface: 'surface',
  text: 'text',
  outline: 'outline',
  origins: { yours: 'yours', library: 'library', node: 'node', other: 'other' },
  more: 'more',
  less: 'less',
  same: 'same',
  font: '12px mono',
  pixel(colour, opacity) {
    const mixture = `${colour} ${opacity.toFixed(3)}`;
    if (!mixed.includes(mixture)) mixed.push(mixture);
    return mixed.indexOf(mixture);
  },
};

const layout = layoutFlame(decodeProfile(recorded('node.heap')));

test('a box has the colour of whose its function is; the root is nobody’s', () => {
  const pixels = pixelsOf(palette, false, 0.3);
  const colours = [...shadesOf(layout, false)].map((shade) => mixed[pixels[shade]!]);
  expect(colours).toHaveLength(layout.boxCount);
  expect(colours[0]).toBe('other 0.300');
  for (let box = 1; box < layout.boxCount; box++) {
    expect(colours[box]).toBe(`${originOf(layout.frames[layout.frame[box]!]!.file)} 0.300`);
  }
  expect(new Set(colours).size).toBeGreaterThan(2);
});

test('in a difference the colour says which way, and the stronger the more of the box changed', () => {
  const added = Float64Array.of(10, 10, 1, 0, 6, 5, 0);
  const removed = Float64Array.of(0, 0, 0, 10, 4, 5, 0);
  const changed: FlameLayout = { ...layout, boxCount: added.length, added, removed };
  const pixels = pixelsOf(palette, true, 1);
  const colours = [...shadesOf(changed, true)].map((shade) => mixed[pixels[shade]!]);
  expect(colours).toEqual([
    'more 1.000',
    'more 1.000',
    'more 1.000',
    'less 1.000',
    // Four tenths of the most, in whole steps of a sixteenth.
    `more ${(0.45 + (0.55 * 7) / 16).toFixed(3)}`,
    'same 0.600',
    'same 0.600',
  ]);
});

test('what was worked out for a layout is there the next time', () => {
  expect(shadesOf(layout, false)).toBe(shadesOf(layout, false));
  expect(shadesOf(layout, true)).not.toBe(shadesOf(layout, false));
});

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '#pprof/codec.ts';
import { combineProfiles } from '#pprof/combine.ts';
import { flameWidth, layoutFlame, type FlameLayout } from '#pprof/flame.ts';
import { topData } from '#pprof/report/top.ts';

function read(name: string): ReturnType<typeof decodeProfile> {
  return decodeProfile(readFileSync(new URL(`../../parity/profiles/${name}.pb.gz`, import.meta.url)));
}

const cpu = combineProfiles({ profiles: [read('http.cpu')] });
const difference = combineProfiles({
  profiles: [read('json.mem')],
  base: [read('json.mem.base')],
  isDifference: true,
});

describe.each<[string, FlameLayout]>([
  ['callees', layoutFlame(cpu)],
  ['callers', layoutFlame(cpu, { direction: 'callers' })],
  ['a difference', layoutFlame(difference)],
  ['focused', layoutFlame(cpu, { focus: 'net/http', hide: 'runtime' })],
])('%s', (_, layout) => {
  const { boxCount, children, parent, start, levels } = layout;

  test('children lie inside their parent, side by side, and leave it its self value', () => {
    for (let box = 0; box < boxCount; box++) {
      let left = start[box]!;
      let net = layout.self[box]!;
      for (let child = children[box]!; child < children[box + 1]!; child++) {
        expect(parent[child]).toBe(box);
        expect(start[child]).toBe(left);
        left += flameWidth(layout, child);
        net += layout.added[child]! - layout.removed[child]!;
      }
      expect(left).toBeLessThanOrEqual(start[box]! + flameWidth(layout, box));
      expect(net).toBe(layout.added[box]! - layout.removed[box]!);
    }
  });

  test('a level is a range of boxes whose parents are in the level above', () => {
    expect([levels[0], levels[1], levels.at(-1)]).toEqual([0, 1, boxCount]);
    for (let level = 1; level < levels.length - 1; level++) {
      for (let box = levels[level]!; box < levels[level + 1]!; box++) {
        expect(parent[box]).toBeGreaterThanOrEqual(levels[level - 1]!);
        expect(parent[box]).toBeLessThan(levels[level]!);
      }
    }
  });
});

test('the root is everything, and the first box of all callers is the function with the most flat', () => {
  const { total, rows } = topData(cpu, { trim: false, granularity: 'functions' });
  const layout = layoutFlame(cpu, { direction: 'callers', granularity: 'functions' });
  expect(flameWidth(layout, 0)).toBe(total);
  expect(layout.frames[layout.frame[1]!]!.name).toBe(rows[0]!.name);
  expect(flameWidth(layout, 1)).toBe(rows[0]!.flat);
});

test('a pivot shows the same amount of callees and of callers', () => {
  const pivot = 'net/http.(*conn).serve';
  const cum = topData(cpu, { trim: false, showFrom: '' }).rows.find(({ name }) => name === pivot)!.cum;
  for (const direction of ['callees', 'callers'] as const) {
    const layout = layoutFlame(cpu, { direction, pivot });
    expect(layout.frames[layout.frame[1]!]!.name).toBe(pivot);
    expect(flameWidth(layout, 1)).toBe(cum);
  }
});

test('in a difference, growth and shrinkage do not hide each other', () => {
  const layout = layoutFlame(difference);
  expect(layout.added[0]).toBeGreaterThan(0);
  expect(layout.removed[0]).toBeGreaterThan(0);
});

import { expect, test } from 'vitest';
import type { SlopePart, Verdict } from '#server/contract.ts';
import { createEarlierLeak } from '#workbench/verdict/earlier-leak.ts';
import { floorPicture, polyline, type Frame } from '#workbench/verdict/floor-geometry.ts';

const MIB = 2 ** 20;
const FRAME: Frame = { width: 400, height: 200, left: 50, right: 10, top: 10, bottom: 20 };
const leak = (outcome: 'pass' | 'fail', mib: readonly number[]): SlopePart => ({
  name: 'leak',
  outcome,
  signal: 'slope',
  measure: 'heapUsed',
  requests: mib.map((_, index) => (index + 1) * 300),
  floor: mib.map((value) => value * MIB),
  perRequest: 1,
  maxPerRequest: 1500,
});
const leaking = leak('fail', [20, 25, 30, 35]);
const fixed = leak('pass', [20, 20.2, 20.1]);

test('everything stands inside the frame', () => {
  for (const part of [leaking, fixed]) {
    const picture = floorPicture(part, leaking, FRAME);
    for (const { x, y } of [...picture.floor, ...picture.before, ...picture.limit]) {
      expect(x).toBeGreaterThanOrEqual(FRAME.left);
      expect(x).toBeLessThanOrEqual(FRAME.width - FRAME.right);
      expect(y).toBeGreaterThanOrEqual(FRAME.top);
      expect(y).toBeLessThanOrEqual(FRAME.height - FRAME.bottom);
    }
  }
});

test('a leak rises above the limit, a fix stays below the leak', () => {
  const picture = floorPicture(leaking, null, FRAME);
  expect(picture.floor.at(-1)!.y).toBeLessThan(picture.limit[1].y);
  const after = floorPicture(fixed, leaking, FRAME);
  expect(after.floor.at(-1)!.y).toBeGreaterThan(after.before.at(-1)!.y);
});

test('noise on a flat floor is not magnified into a mountain', () => {
  const flat = leak('pass', [20, 20.01, 20]);
  const { floor } = floorPicture({ ...flat, maxPerRequest: 1 }, null, FRAME);
  const heights = floor.map(({ y }) => y);
  expect(Math.max(...heights) - Math.min(...heights)).toBeLessThan(5);
});

test('points as SVG wants them', () => {
  expect(
    polyline([
      { x: 1, y: 2.345 },
      { x: 3, y: 4 },
    ]),
  ).toBe('1.0,2.3 3.0,4.0');
});

function verdictOf(part: SlopePart, variant: 'mine' | 'original' = 'mine'): Verdict {
  return {
    kind: 'judged',
    variant,
    passed: part.outcome === 'pass',
    parts: [
      part,
      { name: 'behaviour', outcome: 'pass', checks: [] },
      { name: 'cheating', outcome: 'pass', checks: [] },
    ],
    at: 1,
    tookMs: 1,
  };
}
function storage() {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  };
}

test('the last failed measurement of the own copy is the “before” of the next picture', () => {
  const earlier = createEarlierLeak(storage(), 'memory-leak');
  expect(earlier.read()).toBeNull();
  earlier.remember(verdictOf(leaking));
  earlier.remember(verdictOf(fixed));
  earlier.remember(verdictOf(leak('fail', [1, 2]), 'original'));
  expect(earlier.read()).toEqual(leaking);
});

test('what was not judged, or cannot be read, is no “before”', () => {
  const kept = storage();
  const earlier = createEarlierLeak(kept, 'memory-leak');
  earlier.remember({ kind: 'unjudged', variant: 'mine', death: { kind: 'stuck', afterMs: 1 }, at: 1 });
  expect(earlier.read()).toBeNull();
  const bad = [
    '{',
    '{}',
    '{"signal":"slope","measure":"heapUsed","floor":[],"requests":[]}',
    '{"signal":"slope","measure":"heapUsed","floor":["a"],"requests":[1]}',
    '{"signal":"peak","rest":1,"peaks":[2]}',
    '{"signal":"cpu","rounds":null}',
    '{"signal":"several","faults":[{"name":"a","part":{"signal":"new"}}]}',
  ];
  for (const text of bad) {
    kept.setItem('vazou:leak-before:memory-leak', text);
    expect(earlier.read()).toBeNull();
  }
});

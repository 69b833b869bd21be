import { expect, test } from 'vitest';
import { Lives } from '#lab/lives.ts';

const reading = (t: number) => ({ t, heapUsed: t, heapTotal: 2, external: 3, arrayBuffers: 4, rss: 5 });

function live(lives: Lives, code: string, from: number, to: number, loadedAt: number | null = from): unknown {
  const before = lives.begin({ variant: 'mine', code, startedAt: from });
  if (loadedAt !== null) lives.loaded(loadedAt);
  for (let t = from; t <= to; t++) lives.sample(reading(t));
  return before;
}

test('a restart of the same code is no fix', () => {
  const lives = new Lives();
  expect(live(lives, 'a', 0, 10)).toBeNull();
  expect(live(lives, 'a', 20, 30)).toBeNull();
});

test('other code is held against the life of the old one that was longest under load', () => {
  const lives = new Lives();
  live(lives, 'a', 0, 10);
  live(lives, 'a', 20, 80);
  live(lives, 'a', 100, 900, null);
  expect(live(lives, 'b', 1000, 1010)).toMatchObject({ variant: 'mine', startedAt: 20, loadedAt: 20 });
  expect(live(lives, 'c', 2000, 2010)).toMatchObject({ startedAt: 1000 });
});

test('what never ran says nothing', () => {
  const lives = new Lives();
  lives.begin({ variant: 'mine', code: 'broken', startedAt: 0 });
  expect(lives.begin({ variant: 'mine', code: 'b', startedAt: 1 })).toBeNull();
});

test('a long life is thinned out, and stays whole', () => {
  const lives = new Lives();
  live(lives, 'a', 0, 10_000);
  const before = lives.begin({ variant: 'mine', code: 'b', startedAt: 20_000 })!;
  expect(before.samples.length).toBeLessThanOrEqual(600);
  expect(before.samples[0]!.t).toBe(0);
  expect(before.samples.at(-1)!.t).toBeGreaterThan(9_900);
});

import { expect, test } from 'vitest';
import { RateMeter } from '#lab/rate-meter.ts';

test('nothing to say at first', () => {
  expect(new RateMeter().perSecond(1_000, 0)).toBe(0);
});

test('a steady count', () => {
  const meter = new RateMeter();
  meter.perSecond(0, 0);
  expect(meter.perSecond(250, 25)).toBe(100);
  expect(meter.perSecond(1_000, 100)).toBe(100);
});

test('forgets what is older than its window: a service that stops shows it', () => {
  const meter = new RateMeter();
  for (let t = 0; t <= 2_000; t += 250) meter.perSecond(t, t);
  let rate = Number.NaN;
  for (let t = 2_250; t <= 4_500; t += 250) rate = meter.perSecond(t, 2_000);
  expect(rate).toBe(0);
});

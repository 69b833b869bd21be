import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Turns } from '#lab/turns.ts';

test('one after the other, in order, past a failure', async () => {
  const turns = new Turns();
  const story: string[] = [];
  const task = (name: string, fails = false) =>
    turns.take(async () => {
      story.push(`${name} begins`);
      await setImmediate();
      story.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const results = await Promise.allSettled([task('a'), task('b', true), task('c')]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(story).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
});

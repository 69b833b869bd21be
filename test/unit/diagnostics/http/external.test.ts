import { expect, test } from 'vitest';
import { App } from '../support/start-app.ts';

const env = { VAZOU_EXTERNAL_INTERVAL: '4096' };

/** `inuse bytes … name` of the rows of a `debug=1` text, in bytes by the line of the leaf. */
function inUse(text: string): Map<string, number> {
  const rows = new Map<string, number>();
  for (const block of text.split('\n\n')) {
    const bytes = Number(/^\d+: (\d+) \[/m.exec(block)?.[1]);
    const line = /^#\t0x\w+\t(readBody\+0x0\t\t.*)$/m.exec(block)?.[1];
    if (line !== undefined) rows.set(line, (rows.get(line) ?? 0) + bytes);
  }
  return rows;
}

test('memory that a subarray keeps is accounted to the line that allocated it', { timeout: 60_000 }, async () => {
  await using app = new App({ does: 'keeps subarrays', env });
  const root = await app.root();
  await app.line(/^kept$/);
  // What is collected leaves the account in a later turn of the event loop.
  await fetch(`${root}memstats?gc=1`);
  const { arrayBuffers } = (await (await fetch(`${root}memstats?gc=1`)).json()) as { arrayBuffers: number };
  const text = await (await fetch(`${root}external?gc=1&debug=1`)).text();
  const rows = inUse(text);
  const accounted = [...rows.values()].reduce((sum, bytes) => sum + bytes, 0);
  expect(arrayBuffers).toBeGreaterThan(300 * 65_536);
  expect(accounted / arrayBuffers).toBeGreaterThan(0.95);
  expect(accounted / arrayBuffers).toBeLessThan(1.05);
  expect(await (await fetch(root)).text()).toMatch(/'external\?debug=1'>external<\/a><\/th><td[^>]*>[1-9]\d*<\/td>/);
  const [[top] = ['']] = [...rows].sort(([, a], [, b]) => b - a);
  expect(top).toMatch(/support\/app\.ts:\d+$/);
});

test('where it is off, it says how to turn it on', { timeout: 60_000 }, async () => {
  await using app = new App();
  const answer = await fetch(`${await app.root()}external`);
  expect(answer.status).toBe(501);
  expect(answer.headers.get('x-go-pprof')).toBe('1');
  expect(await answer.text()).toContain('VAZOU_EXTERNAL_INTERVAL');
});

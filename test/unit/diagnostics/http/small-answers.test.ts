import { expect, test } from 'vitest';
import { decodeProfile } from '#pprof/codec.ts';
import { App } from '../support/start-app.ts';

test('cmdline, symbol and mutex answer in the form of Go’s', { timeout: 60_000 }, async () => {
  await using app = new App();
  const root = await app.root();
  const textOf = async (path: string) => (await fetch(root + path)).text();

  const command = (await textOf('cmdline')).split('\0');
  expect(command[0]).toBe(process.execPath);
  expect(command.at(-1)).toMatch(/app\.ts$/);
  expect(await textOf('symbol')).toBe('num_symbols: 0\n');
  const posted = await fetch(`${root}symbol`, { method: 'POST', body: '0x1000+0x2000' });
  expect([posted.status, await posted.text()]).toEqual([200, 'num_symbols: 0\n']);
  expect(await textOf('mutex?debug=1')).toMatch(/^--- mutex:\n/);

  const answer = await fetch(`${root}mutex`);
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="mutex"');
  const { sampleTypes, samples } = decodeProfile(await answer.bytes());
  expect(sampleTypes.map(({ type }) => type)).toEqual(['contentions', 'delay']);
  expect(samples.count).toBe(0);
  expect((await fetch(`${root}mutex?seconds=0`)).status).toBe(400);
  const delta = await fetch(`${root}mutex?seconds=1`);
  expect(delta.headers.get('content-disposition')).toBe('attachment; filename="mutex-delta"');
});

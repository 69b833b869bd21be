import { expect, test, vi } from 'vitest';
import { decodeProfile } from '#pprof/codec.ts';
import { labelsOf } from '#pprof/profile.ts';
import { App } from '../support/start-app.ts';

vi.setConfig({ testTimeout: 60_000 });

const index = new URL('../../../../src/diagnostics/index.ts', import.meta.url).href;

function served(): App {
  return new App({
    program: 'runtime-app.ts',
    does: 'stays',
    execArgv: [`--import=${index}`],
    env: { VAZOU_PROMISE_INTERVAL: '1' },
  });
}

test('the functions of the runtime alone serve nothing, and let the program end', async () => {
  await using app = new App({ program: 'runtime-app.ts', env: { VAZOU_PROMISE_INTERVAL: '1' } });
  expect(await app.ended).toBe(0);
  expect(app.lines).toEqual(['ready']);
});

test('a profile of the app’s own is served and in the index', async () => {
  await using app = served();
  const root = await app.root();
  await app.line(/^ready$/);
  const path = encodeURIComponent('conexões');
  expect(await (await fetch(root)).text()).toContain(`<a href='${path}?debug=1'>conexões</a>`);
  expect(await (await fetch(`${root}${path}?debug=1`)).text()).toMatch(
    /^conexões profile: total 5\n5 @ .*\n#\t0x\w+\tconnect\+0x0\t\t.*runtime-app\.ts:7\n/m,
  );
  const { sampleTypes } = decodeProfile(await (await fetch(root + path)).bytes());
  expect(sampleTypes).toEqual([{ type: 'conexões', unit: 'count' }]);
  const unheard = await fetch(root + encodeURIComponent('fila → “disco”'));
  expect(unheard.headers.get('content-disposition')).toBe(
    'attachment; filename="fila____disco_"; filename*=UTF-8\'\'fila%20%E2%86%92%20%E2%80%9Cdisco%E2%80%9D',
  );
  for (const name of ['nada', '%', 'constructor']) {
    const unknown = await fetch(root + name);
    expect([unknown.status, await unknown.text()]).toEqual([404, 'Unknown profile\n']);
  }
});

test('labels are on the promises that wait', async () => {
  await using app = served();
  const root = await app.root();
  await app.line(/^ready$/);
  const { samples } = decodeProfile(await (await fetch(`${root}goroutine`)).bytes());
  const routes = Array.from({ length: samples.count }, (_, sample) => [
    ...(labelsOf(samples, sample).strings.get('rota') ?? []),
    Number(samples.values[0]![sample]),
  ]);
  expect(routes.sort()).toEqual([
    ['/fretes', 1],
    ['/pedidos', 2],
  ]);
  const memstats = (await (await fetch(`${root}memstats`)).json()) as Record<string, number>;
  expect(memstats['diagnosticsGC']).toBeLessThan(memstats['numForcedGC']!);
});

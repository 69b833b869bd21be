import { networkInterfaces } from 'node:os';
import { expect, test, vi } from 'vitest';
import { goPprof, hasGo } from '../support/go-pprof.ts';
import { App } from '../support/start-app.ts';

vi.setConfig({ testTimeout: 60_000 });

const program = 'obedient-app.ts';
const token = 'água-e-sal-0123456789';
const encoded = encodeURIComponent(token);

test('open to other machines without a token: refused in clear words, and the app goes on', async () => {
  await using app = new App({ program, env: { VAZOU_DEBUG_HOST: '0.0.0.0' } });
  await app.line(/^vazou\/diagnostics: .*VAZOU_DEBUG_TOKEN.*sem \/debug\/pprof/);
  await app.line(/^ready$/);
  app.tell('wait 1');
  await app.line(/^done wait 1$/);
  expect(app.lines.join('\n')).not.toContain('perfis em');
});

test('with one, only who knows it gets in, by any name and from any address', async () => {
  await using app = new App({ program, env: { VAZOU_DEBUG_HOST: '0.0.0.0', VAZOU_DEBUG_TOKEN: token } });
  const [, port] = await app.line(/http:\/\/0\.0\.0\.0:(\d+)\/debug\/pprof\//);
  const outside = Object.values(networkInterfaces())
    .flat()
    .find((one) => one?.family === 'IPv4' && !one.internal)?.address;
  for (const host of ['127.0.0.1', outside ?? 'localhost']) {
    const root = `http://${host}:${port}/debug/pprof/`;
    const header = (value: string) => fetch(`${root}heap`, { headers: { authorization: value } });
    const latin = Buffer.from(token).toString('latin1');
    for (const refused of [
      await fetch(root),
      await fetch(`${root}heap`),
      await fetch(`${root}heap?token=`),
      await fetch(`${root}heap?token=${encoded}x`),
      await fetch(`${root}heap?token=${encoded.slice(0, -1)}`),
      await fetch(`${root}heapsnapshot`),
      await header('Bearer nada'),
      await header(`Basic ${latin}`),
    ]) {
      expect(refused.status).toBe(401);
      expect(refused.headers.get('www-authenticate')).toBe('Bearer');
      expect(await refused.text()).toContain('VAZOU_DEBUG_TOKEN');
    }
    expect((await fetch(`${root}heap?token=${encoded}`)).status).toBe(200);
  }
  const page = await (await fetch(`http://127.0.0.1:${port}/debug/pprof/?token=${encoded}`)).text();
  expect(page).toContain(`href='heap?debug=1&amp;token=${encoded}'`);
  expect(page).not.toMatch(/href=['"][^'"]*\?debug=\d['"]/);
});

test('a token of plain letters goes in a header too', async () => {
  const plain = '0123456789abcdef';
  await using app = new App({ program, env: { VAZOU_DEBUG_TOKEN: plain } });
  const root = await app.root();
  const status = async (value: string) => (await fetch(`${root}heap`, { headers: { authorization: value } })).status;
  expect(await status(`Bearer ${plain}`)).toBe(200);
  expect(await status(`bearer ${plain}`)).toBe(200);
  expect(await status(`Bearer ${plain.toUpperCase()}`)).toBe(401);
});

test('who waits for a profile when the process ends is told so, and the end is not held up', async () => {
  await using app = new App({ program });
  const root = await app.root();
  await app.line(/^ready$/);
  const paths = ['profile?seconds=30', 'trace?seconds=30', 'heap?seconds=30', 'threadcreate?seconds=30'];
  const answers = paths.map((path) => fetch(root + path));
  await new Promise((resolve) => setTimeout(resolve, 500));
  const began = performance.now();
  app.tell('exit 7');
  for (const answer of await Promise.all(answers)) {
    expect(answer.status).toBe(503);
    expect(answer.headers.get('x-go-pprof')).toBe('1');
    expect(await answer.text()).toContain('terminando');
  }
  expect(await app.ended).toBe(7);
  expect(performance.now() - began).toBeLessThan(5_000);
  expect(app.lines.join('\n')).not.toContain('debugger');
});

test.skipIf(!hasGo)('the real pprof shows the refusal, and reads with the token (skipped without go)', async () => {
  await using app = new App({ program, env: { VAZOU_DEBUG_TOKEN: token } });
  const root = await app.root();
  await expect(goPprof('-top', `${root}heap`)).rejects.toThrow(/VAZOU_DEBUG_TOKEN/);
  expect(await goPprof('-top', `${root}heap?token=${encoded}`)).toContain('Type: inuse_space');
});

import { expect, test, vi } from 'vitest';
import { goPprof, hasGo } from '../support/go-pprof.ts';
import { App } from '../support/start-app.ts';

vi.setConfig({ testTimeout: 60_000 });

const program = 'obedient-app.ts';
const env = { VAZOU_BLOCK_THRESHOLD: '50' };

interface Row {
  readonly ms: number;
  readonly count: number;
  /** `name file:line`, leaf first. */
  readonly frames: readonly string[];
}

function rowsOf(text: string): Row[] {
  return text.split('\n\n').flatMap((block) => {
    const [, nanos, count] = /^(\d+) (\d+) @/m.exec(block) ?? [];
    if (nanos === undefined) return [];
    const frames = [...block.matchAll(/^#\t0x\w+\t(.*)\+0x0(?:\t\t(.*))?$/gm)].map(([, name, at]) => `${name} ${at}`);
    return [{ ms: Number(nanos) / 1e6, count: Number(count), frames }];
  });
}

async function rows(root: string): Promise<Row[]> {
  return rowsOf(await (await fetch(`${root}block?debug=1`)).text());
}

/** A busy machine makes stalls of its own: only those count that the app made. */
function rowsWith(rows: readonly Row[], name: string): readonly Row[] {
  return rows.filter(({ frames }) => frames.some((frame) => frame.startsWith(`${name} `)));
}

function sum(rows: readonly Row[], name: string): { readonly ms: number; readonly count: number } {
  const mine = rowsWith(rows, name);
  return {
    ms: mine.reduce((all, { ms }) => all + ms, 0),
    count: mine.reduce((all, { count }) => all + count, 0),
  };
}

test('who holds up the event loop is named with the line, how often and for how long', async () => {
  await using app = new App({ program, env });
  const root = await app.root();
  await app.line(/^ready$/);
  // Each long enough for the watch to get a turn. Where it gets none, the stall has no name: one in four may be so.
  const named = async () => sum(await rows(root), 'holdUp').count;
  let spun = 0;
  let times = 0;
  for (const ms of [801, 802, 803, 804]) {
    app.tell(`spin ${ms}`);
    await app.line(new RegExp(`^done spin ${ms}$`));
    spun += ms;
    times++;
    app.tell(`wait ${ms - 700}`);
    await app.line(new RegExp(`^done wait ${ms - 700}$`));
    if ((await named()) >= 3) break;
  }
  await expect.poll(named, { timeout: 10_000 }).toBeGreaterThanOrEqual(3);
  expect(await named()).toBeLessThanOrEqual(times);
  const text = await (await fetch(`${root}block?debug=1`)).text();
  expect(text).toMatch(/^--- contention:\ncycles\/second=1000000000\n/);
  const found = rowsOf(text);
  const { ms } = sum(found, 'holdUp');
  // The time between two heartbeats is not late yet, and a busy machine looks when it gets to it.
  expect(ms).toBeGreaterThan((3 * 802) / 2);
  expect(ms).toBeLessThan(spun + 1_000);
  // On a busy machine one of them may end before it is looked at; its row then says so in front.
  const leaves = rowsWith(found, 'holdUp').map(({ frames }) => frames[0]);
  expect(leaves).toContainEqual(expect.stringMatching(/^holdUp .*obedient-app\.ts:\d+$/));
});

test('nothing is noted of an app that waits, nor of its start', async () => {
  await using app = new App({ program, env: { VAZOU_BLOCK_THRESHOLD: '200' } });
  const root = await app.root();
  await app.line(/^ready$/);
  app.tell('wait 1000');
  await app.line(/^done wait/);
  expect((await rows(root)).flatMap(({ frames }) => frames).filter((frame) => frame.includes('obedient'))).toEqual([]);
  // Waiting is all it did: the heart must have beaten, or this test would pass for the wrong reason.
  expect(await (await fetch(`${root}block?debug=1`)).text()).not.toContain('primeira volta');
});

test('a stall in native code is put to who called it', async () => {
  await using app = new App({ program, env });
  const root = await app.root();
  await app.line(/^ready$/);
  app.tell('shell 0.5');
  await app.line(/^done shell/);
  const found = async () => rowsWith(await rows(root), 'runShell').map(({ frames }) => frames[0]);
  await expect.poll(found, { timeout: 10_000 }).toEqual([expect.stringContaining('chamada nativa')]);
});

test('a stall is there while it lasts', async () => {
  await using app = new App({ program, env });
  const root = await app.root();
  await app.line(/^ready$/);
  app.tell('spin 20000');
  await app.line(/^start spin/);
  await expect.poll(async () => sum(await rows(root), 'holdUp').ms, { timeout: 15_000 }).toBeGreaterThan(500);
  expect(app.lines).not.toContain('done spin 20000');
});

test('where it is off, it says how to turn it on', async () => {
  await using app = new App({ program });
  const answer = await fetch(`${await app.root()}block`);
  expect(answer.status).toBe(501);
  expect(answer.headers.get('x-go-pprof')).toBe('1');
  expect(await answer.text()).toContain('VAZOU_BLOCK_THRESHOLD');
});

test('the heartbeat does not keep the app alive', async () => {
  await using app = new App({ does: 'ends', env });
  expect(await app.ended).toBe(0);
});

test.skipIf(!hasGo)('the real pprof reads it (skipped without go)', async () => {
  await using app = new App({ program, env });
  const root = await app.root();
  await app.line(/^ready$/);
  app.tell('spin 1000');
  await app.line(/^done spin/);
  await expect.poll(async () => sum(await rows(root), 'holdUp').count, { timeout: 10_000 }).toBe(1);
  const top = await goPprof('-top', `${root}block`);
  expect(top).toContain('Type: delay');
  expect(top).toMatch(/ms .* holdUp$/m);
  expect(await goPprof('-top', '-sample_index=contentions', `${root}block`)).toMatch(/^ +1 .* holdUp$/m);
  expect(await goPprof('-list=^holdUp$', `${root}block`)).toMatch(/ms .*while \(performance\.now\(\) < end\);/);
  // The difference: a stall that began and ended in between is all of it.
  const delta = goPprof('-top', '-seconds=2', `${root}block`);
  app.tell('wait 300');
  app.tell('shell 0.4');
  expect(await delta).toContain('runShell');
  expect(await delta).not.toContain('holdUp');
});

import { expect, test, vi } from 'vitest';
import { App } from '../support/start-app.ts';

vi.setConfig({ testTimeout: 60_000 });

const program = 'obedient-app.ts';

interface Event {
  readonly name: string;
  readonly cat: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
}

async function eventsOf(answer: Response): Promise<readonly Event[]> {
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { traceEvents: readonly Event[] }).traceEvents;
}

test('what Node noted and what ran, on one clock, in a file for Perfetto', async () => {
  await using app = new App({ program });
  const root = await app.root();
  await app.line(/^ready$/);
  const answer = fetch(`${root}trace?seconds=1.5`);
  await new Promise((resolve) => setTimeout(resolve, 500));
  app.tell('spin 300');
  const response = await answer;
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="trace.json"');
  const events = await eventsOf(response);
  for (const { name, ph, pid, ts } of events) {
    expect([typeof name, typeof ph, typeof ts, pid]).toEqual(['string', 'string', 'number', app.pid]);
  }
  const spins = events.filter(({ name }) => name === 'holdUp');
  const micros = spins.reduce((sum, { dur = 0 }) => sum + dur, 0);
  expect(micros).toBeGreaterThan(200_000);
  // None is counted twice: each ends before the next one begins.
  const after = spins.toSorted((a, b) => a.ts - b.ts);
  for (const [i, { ts, dur = 0 }] of after.entries())
    expect(ts + dur).toBeLessThanOrEqual(after[i + 1]?.ts ?? Infinity);
  const [first] = spins;
  const times = events.filter(({ cat }) => cat.includes('node.environment')).map(({ ts }) => ts);
  expect(times.length).toBeGreaterThan(0);
  expect(first?.ts).toBeGreaterThan(Math.min(...times));
  expect(first?.ts).toBeLessThan(Math.max(...times));
  // None of what the diagnostics do themselves.
  expect(events.map(({ name }) => name)).not.toContain('forgetOptimizedCode');
});

test('the calls drawn from samples lie within each other', async () => {
  await using app = new App({ program });
  const root = await app.root();
  await app.line(/^ready$/);
  const answer = fetch(`${root}trace?seconds=1`);
  app.tell('spin 200');
  app.tell('shell 0.2');
  const calls = (await eventsOf(await answer)).filter(({ cat }) => cat === 'vazou.samples');
  expect(calls.length).toBeGreaterThan(3);
  for (const one of calls) {
    for (const other of calls) {
      const [a, b] = one.ts <= other.ts ? [one, other] : [other, one];
      const [endA, endB] = [a.ts + (a.dur ?? 0), b.ts + (b.dur ?? 0)];
      // Apart, or one in the other.
      expect(b.ts >= endA || endB <= endA || (a.ts === b.ts && endA <= endB)).toBe(true);
    }
  }
});

test('of a thread stuck in a loop too', async () => {
  await using app = new App({ program });
  const root = await app.root();
  await app.line(/^ready$/);
  app.tell('spin 20000');
  await app.line(/^start spin/);
  const events = await eventsOf(await fetch(`${root}trace?seconds=1`));
  expect(app.lines).not.toContain('done spin 20000');
  const micros = events.filter(({ name }) => name === 'holdUp').reduce((sum, { dur = 0 }) => sum + dur, 0);
  expect(micros).toBeGreaterThan(700_000);
});

test('one at a time, with Go’s refusal; and a CPU profile at the same time only costs it the samples', async () => {
  await using app = new App({ program });
  const root = await app.root();
  const profile = fetch(`${root}profile?seconds=2`);
  await expect.poll(async () => (await fetch(`${root}profile?seconds=1`)).status, { timeout: 10_000 }).toBe(500);
  const [first, second] = await Promise.all([fetch(`${root}trace`), fetch(`${root}trace`)]);
  const [ok, refused] = first.status === 200 ? [first, second] : [second, first];
  expect(refused.status).toBe(500);
  expect(await refused.text()).toBe('Could not enable tracing: tracing is already enabled\n');
  const { otherData } = (await ok.json()) as { otherData: Record<string, string> };
  expect(otherData['note']).toContain('perfil de CPU');
  expect((await profile).status).toBe(200);
  expect((await fetch(`${root}trace?seconds=0.1`)).status).toBe(200);
  expect((await fetch(`${root}trace?seconds=3600`)).status).toBe(400);
});

test('who leaves early leaves nothing running, and the app ends at once in the middle of one', async () => {
  await using app = new App({ program });
  const root = await app.root();
  await app.line(/^ready$/);
  const leaving = new AbortController();
  const left = fetch(`${root}trace?seconds=30`, { signal: leaving.signal });
  await new Promise((resolve) => setTimeout(resolve, 300));
  leaving.abort();
  await expect(left).rejects.toThrow(/abort/i);
  await expect.poll(async () => (await fetch(`${root}trace?seconds=0.1`)).status, { timeout: 10_000 }).toBe(200);

  const cut = fetch(`${root}trace?seconds=30`).catch(() => null);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const began = performance.now();
  app.tell('exit 7');
  expect(await app.ended).toBe(7);
  expect(performance.now() - began).toBeLessThan(20_000);
  expect(app.lines.join('\n')).not.toContain('debugger');
  await cut;
});

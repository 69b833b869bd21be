/**
 * The verdict must be right every time, with the machine busy too. `VAZOU_REPEAT=20 VAZOU_BUSY=1` is the long run:
 * twenty times each, with every core kept busy by somebody else, and all the fixes. Without them, only the fixes that
 * the engine has a rule of its own for: `labs.test.ts` judges the lab's own files, as those of all labs.
 */
import { availableParallelism } from 'node:os';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findLab, type Lab } from '#lab/catalog.ts';
import { failuresOf } from '#lab/check/verdicts.ts';
import { judge } from '#lab/judge.ts';
import type { SlopePart, Verdict, VerdictProgress } from '#lab/judgement.ts';
import { Sandbox } from './fixtures/sandbox.ts';
import fixes from './memory-leak/fixes.ts';

const times = Number(process.env['VAZOU_REPEAT'] ?? 0);
const repeats = Array.from({ length: times }, (_, i) => i + 1);
const busy = process.env['VAZOU_BUSY'] === '1';

let sandbox: Sandbox;
let lab: Lab;
let hogs: readonly Worker[] = [];

beforeAll(async () => {
  sandbox = await Sandbox.create();
  const found = await findLab('memory-leak');
  if (found === undefined) throw new Error('the lab is gone');
  lab = found;
  if (busy) hogs = Array.from({ length: availableParallelism() }, () => new Worker('for (;;);', { eval: true }));
});

afterAll(async () => {
  await Promise.all(hogs.map((hog) => hog.terminate()));
  await sandbox[Symbol.asyncDispose]();
});

type Judged = Extract<Verdict, { kind: 'judged' }>;

function slopeOf({ parts: [leak] }: Judged): SlopePart {
  if (leak.signal !== 'slope') throw new Error(`judged by ${leak.signal}`);
  return leak;
}

function judged(verdict: Verdict): Judged {
  if (verdict.kind !== 'judged') throw new Error(`unjudged: ${JSON.stringify(verdict)}`);
  return verdict;
}

async function judgeSource(source: string): Promise<Verdict> {
  const file = join(await mkdtemp(join(sandbox.folder, 'fix-')), 'server.ts');
  await writeFile(file, source);
  return judge(lab, 'mine', { workspace: sandbox.workspace, file });
}

describe.skipIf(times === 0).each(repeats)('time %d', () => {
  test('the untouched lab leaks', async () => {
    const verdict = judged(await judge(lab, 'mine', { workspace: sandbox.workspace }));
    expect(failuresOf(verdict)).toEqual(['leak']);
    expect(verdict.passed).toBe(false);
    expect(slopeOf(verdict).perRequest).toBeGreaterThan(2 * slopeOf(verdict).maxPerRequest);
  });

  test('the solution passes', async () => {
    const verdict = judged(await judge(lab, 'solution', { workspace: sandbox.workspace }));
    expect(failuresOf(verdict)).toEqual([]);
    expect(verdict.passed).toBe(true);
    expect(slopeOf(verdict).perRequest).toBeLessThan(slopeOf(verdict).maxPerRequest / 2);
  });

  test('the wrong fix still leaks', async () => {
    const verdict = judged(await judge(lab, 'wrong-fix', { workspace: sandbox.workspace }));
    expect(failuresOf(verdict)).toEqual(['leak']);
  });
});

/** The one that lets go when the GC does, which no lab's own files show. `npm run labs:check` judges all of them. */
const VALID = ['weak references with a registry'];
/** A way each of bending the numbers. */
const WRONG = [
  'forced collections around a bounded cache',
  'the cache kept in Buffers',
  'the cache kept by another thread',
  'the cache kept in files that nobody deletes',
  'a process of its own making, with numbers of its own',
  'nothing done for what looks like the load',
];

function chosen<Fix>(all: Readonly<Record<string, Fix>>, names: readonly string[]): (readonly [string, Fix])[] {
  const missing = names.filter((name) => !(name in all));
  if (missing.length > 0) throw new Error(`there are no such fixes: ${missing.join(', ')}`);
  return Object.entries(all).filter(([name]) => times > 0 || names.includes(name));
}

describe.concurrent('fixes', () => {
  test.each(chosen(fixes.valid, VALID))('a valid one passes: %s', async (_name, source) => {
    expect(failuresOf(judged(await judgeSource(source)))).toEqual([]);
  });

  const failing = Object.fromEntries(
    Object.entries(fixes.wrong).flatMap(([name, fix]) => ('fails' in fix ? [[name, fix]] : [])),
  );
  const deadly = Object.entries(fixes.wrong).flatMap(([name, fix]) => ('ends' in fix ? [[name, fix] as const] : []));

  test.each(deadly)('one that breaks the service is told how it ends: %s', async (_name, { source, ends }) => {
    expect(await judgeSource(source)).toMatchObject({ kind: 'unjudged', death: { kind: ends } });
  });

  test.each(chosen(failing, WRONG))('a wrong one fails where it is wrong: %s', async (_name, wrong) => {
    const verdict = judged(await judgeSource(wrong.source));
    expect(verdict.passed).toBe(false);
    expect(failuresOf(verdict)).toEqual(wrong.fails);
    if (wrong.breaks === undefined) return;
    expect(verdict.parts[1].checks.filter(({ kept }) => !kept).map(({ name }) => name)).toContain(wrong.breaks);
  });
});

test('a suspect is scored apart from the fix', async () => {
  const said = (name: string) =>
    judge(lab, 'solution', { workspace: sandbox.workspace, diagnosis: { kind: 'suspect', name } }).then(judged);
  const [right, wrong] = await Promise.all([said('buildReport'), said('findOrders')]);
  expect(right).toMatchObject({ passed: true });
  expect(right.parts[3]).toMatchObject({ name: 'diagnosis', outcome: 'pass' });
  expect(wrong).toMatchObject({ passed: true });
  expect(wrong.parts[3]).toMatchObject({ name: 'diagnosis', outcome: 'fail' });
});

test('tells how far it is, in order, and can be called off', async () => {
  const told: VerdictProgress[] = [];
  const stop = new AbortController();
  const verdict = judge(lab, 'solution', {
    workspace: sandbox.workspace,
    signal: stop.signal,
    onProgress: (progress) => {
      told.push(progress);
      if (progress.step === 'warmup') stop.abort();
    },
  });
  await expect(verdict).rejects.toThrow('abort');
  expect(await sandbox.runFiles()).toEqual([]);
  expect(told.map(({ step }) => step)).toEqual(['starting', 'contract', 'warmup']);
  expect(told.map(({ fraction }) => fraction)).toEqual(told.map(({ fraction }) => fraction).sort((a, b) => a - b));
});

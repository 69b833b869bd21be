/**
 * The verdict must be right every time, with the machine busy too. `VAZOU_REPEAT=20 VAZOU_BUSY=1` is the long run:
 * twenty times each, with every core kept busy by somebody else.
 */
import { availableParallelism } from 'node:os';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findLab, type Lab } from '#lab/catalog.ts';
import { failuresOf } from '#lab/check/verdicts.ts';
import { judge } from '#lab/judge.ts';
import type { SlopePart, Verdict, VerdictProgress } from '#lab/judgement.ts';
import { Sandbox } from './fixtures/sandbox.ts';
import { editsOf } from './edits.ts';
import fixes from './memory-leak/fixes.ts';

const repeats = Array.from({ length: Number(process.env['VAZOU_REPEAT'] ?? 2) }, (_, i) => i + 1);
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
  const file = join(sandbox.folder, 'server.ts');
  await writeFile(file, source);
  return judge(lab, 'mine', { workspace: sandbox.workspace, file });
}

describe.each(repeats)('time %d', () => {
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

test.each(Object.entries(fixes.valid))('another valid fix passes: %s', async (_name, source) => {
  expect(failuresOf(judged(await judgeSource(source)))).toEqual([]);
});

test.each(Object.entries(fixes.wrong))('a wrong one fails where it is wrong: %s', async (_name, wrong) => {
  const verdict = judged(await judgeSource(wrong.source));
  expect(verdict.passed).toBe(false);
  expect(failuresOf(verdict)).toEqual(wrong.fails);
  if (wrong.breaks === undefined) return;
  expect(verdict.parts[1].checks.filter(({ kept }) => !kept).map(({ name }) => name)).toContain(wrong.breaks);
});

test('a suspect is scored apart from the fix', async () => {
  const suspect = (name: string) => ({ kind: 'suspect', name }) as const;
  const { workspace } = sandbox;
  const right = judged(await judge(lab, 'solution', { workspace, diagnosis: suspect('buildReport') }));
  expect(right).toMatchObject({ passed: true });
  expect(right.parts[3]).toMatchObject({ name: 'diagnosis', outcome: 'pass' });
  const wrong = judged(await judge(lab, 'solution', { workspace, diagnosis: suspect('findOrders') }));
  expect(wrong).toMatchObject({ passed: true });
  expect(wrong.parts[3]).toMatchObject({ name: 'diagnosis', outcome: 'fail' });
});

/** Replaces the function that measures: Node refuses, so that the service does not even start. */
const patchedMeasure = editsOf('memory-leak')([
  'let queries = 0;',
  `let queries = 0;
const honest = process.memoryUsage();
process.memoryUsage = Object.assign(() => honest, { rss: () => honest.rss });`,
]);

test('what measures cannot be replaced', async () => {
  expect(await judgeSource(patchedMeasure)).toMatchObject({
    kind: 'unjudged',
    death: { kind: 'exit', code: 1, stderr: expect.stringContaining('memoryUsage') },
  });
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

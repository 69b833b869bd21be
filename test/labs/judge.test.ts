/** Code that never gets as far as a measurement: the verdict says why. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Lab } from '#lab/catalog.ts';
import { judge } from '#lab/judge.ts';
import type { Scenario, SlopeAcceptance } from '#lab/scenario.ts';
import { Sandbox } from './fixtures/sandbox.ts';
import { toyLab } from './fixtures/toy-lab.ts';

const toySlope: SlopeAcceptance = {
  signal: 'slope',
  measure: 'heapUsed',
  warmup: 10,
  requestsPerRound: 10,
  rounds: 2,
  maxPerRequest: 1_000,
  why: '',
};

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await Sandbox.create();
});

afterEach(() => sandbox[Symbol.asyncDispose]());

function judgeToy(changed: Partial<Scenario>) {
  const lab: Lab = { ...toyLab, scenario: { ...toyLab.scenario, ...changed } };
  return judge(lab, 'original', { workspace: sandbox.workspace });
}

test('out of memory on the way', async () => {
  const verdict = await judgeToy({ acceptance: { ...toySlope, warmup: 100_000 } });
  expect(verdict).toMatchObject({ kind: 'unjudged', variant: 'original', death: { kind: 'out-of-memory' } });
  expect(await sandbox.runFiles()).toEqual([]);
});

test('a crash while its promises are looked at', async () => {
  const verdict = await judgeToy({
    contract: async (client) => {
      await client.send({ method: 'GET', path: '/crash' });
      await client.send({ method: 'GET', path: '/ready' });
      return [];
    },
  });
  expect(verdict).toMatchObject({
    kind: 'unjudged',
    death: { kind: 'exit', code: 1, stderr: expect.stringContaining('quebrou de propósito') },
  });
});

test('no answer at all', async () => {
  const verdict = await judgeToy({
    contract: async (client) => {
      await client.send({ method: 'GET', path: '/spin' });
      return [];
    },
  });
  expect(verdict).toMatchObject({ kind: 'unjudged', death: { kind: 'stuck' } });
  expect(await sandbox.runFiles()).toEqual([]);
});

test('a connection that it ends where an answer was due', async () => {
  const verdict = await judgeToy({
    contract: async (client) => {
      await client.send({ method: 'GET', path: '/hang-up' });
      return [];
    },
  });
  expect(verdict).toMatchObject({ kind: 'unjudged', death: { kind: 'hung-up', code: 'ECONNRESET' } });
});

test('a mistake in the scenario is no verdict on the code', async () => {
  const verdict = judgeToy({ contract: () => Promise.reject(new TypeError('a mistake of ours')) });
  await expect(verdict).rejects.toThrow('a mistake of ours');
  expect(await sandbox.runFiles()).toEqual([]);
});

test('promises are asked for again after the load, and told how much of it there was', async () => {
  const promise = (name: string, kept: boolean) => ({ name, kept, detail: '' });
  const verdict = await judgeToy({
    ceilingMiB: 96,
    load: { ...toyLab.scenario.load, request: () => ({ method: 'GET', path: '/ready' }) },
    contract: () => Promise.resolve([promise('before', true)]),
    contractAfterLoad: (_, sent) => Promise.resolve([promise(`after ${sent} or more`, sent < 30)]),
  });
  expect(verdict).toMatchObject({
    kind: 'judged',
    passed: false,
    parts: [
      { name: 'leak' },
      { outcome: 'fail', checks: [{ name: 'before' }, { name: expect.stringMatching(/^after [3-9]\d/), kept: false }] },
      { name: 'cheating' },
    ],
  });
});

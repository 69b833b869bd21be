/**
 * Services that answer late, wrongly or not at all, and those that tamper with the measure. Most of their time is
 * waiting, so they wait side by side.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import type { Lab } from '#lab/catalog.ts';
import { failuresOf } from '#lab/check/verdicts.ts';
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

/** Past what a request may take, and within what a round may. */
const STOPPED_MS = 11_000;

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await Sandbox.create();
});

afterAll(() => sandbox[Symbol.asyncDispose]());

function judgeToy(changed: Partial<Scenario>) {
  const lab: Lab = { ...toyLab, scenario: { ...toyLab.scenario, ...changed } };
  return judge(lab, 'original', { workspace: sandbox.workspace });
}

test.concurrent('what measures cannot be replaced, and the verdict says where that was tried', async ({ expect }) => {
  const planted: readonly (readonly [name: string, line: string])[] = [
    ['memoryUsage', 'process.memoryUsage = () => ({ heapUsed: 1 });'],
    ['getHeapStatistics', 'Object.defineProperty(v8, "getHeapStatistics", { value: () => ({}) });'],
    ['toJSON', 'Object.prototype.toJSON = () => 1;'],
    ['toJSON', 'Array.prototype.toJSON = () => 1;'],
  ];
  for (const [name, line] of planted) {
    const file = join(sandbox.folder, 'server-1.mjs');
    await writeFile(file, `import 'vazou/diagnostics';\nimport v8 from 'node:v8';\n\n${line}\n`);
    const verdict = await judge(toyLab, 'mine', { workspace: sandbox.workspace, file });
    expect(verdict).toMatchObject({ kind: 'unjudged', death: { kind: 'locked', name } });
    const place = name === 'toJSON' ? { file: null, line: null } : { file, line: 4 };
    expect(verdict).toMatchObject({ death: place });
  }
});

test.concurrent('without its import of the diagnostics a lab is judged all the same', async ({ expect }) => {
  const file = join(sandbox.folder, 'server-2.mjs');
  const source = await readFile(join(toyLab.dir, 'server.ts'), 'utf8');
  await writeFile(file, stripTypeScriptTypes(source).replace("import 'vazou/diagnostics';", ''));
  const lab: Lab = {
    ...toyLab,
    scenario: { ...toyLab.scenario, acceptance: { ...toySlope, maxPerRequest: 1_000_000 } },
  };
  const verdict = await judge(lab, 'mine', { workspace: sandbox.workspace, file });
  expect(verdict).toMatchObject({ kind: 'judged', passed: true });
});

test.concurrent('a loop at the start is told from a service that is not there', async ({ expect }) => {
  const file = join(sandbox.folder, 'server-3.mjs');
  await writeFile(file, "import 'vazou/diagnostics';\nfor (;;);\n");
  expect(await judge(toyLab, 'mine', { workspace: sandbox.workspace, file })).toMatchObject({
    kind: 'unjudged',
    death: { kind: 'stuck' },
  });
});

test.concurrent('requests that nobody answers, of a process that has nothing to do', async ({ expect }) => {
  const load = { ...toyLab.scenario.load, request: () => ({ method: 'GET', path: '/silence' }) as const };
  const verdict = await judgeToy({ load });
  expect(verdict).toMatchObject({ kind: 'unjudged', death: { kind: 'stuck', idle: true } });
});

test.concurrent('one request that nobody answers, of a process that has nothing to do', async ({ expect }) => {
  const request = (index: number) => ({ method: 'GET', path: index === 7 ? '/silence' : '/ready' }) as const;
  const load = { ...toyLab.scenario.load, request };
  const verdict = await judgeToy({ load, acceptance: { ...toySlope, maxPerRequest: 1_000_000 } });
  expect(verdict).toMatchObject({ kind: 'judged', passed: false });
  if (verdict.kind !== 'judged') return;
  expect(failuresOf(verdict)).toEqual(['load-refused']);
  const [, , { checks }] = verdict.parts;
  expect(checks.find(({ seen }) => seen)?.example).toEqual({ request: 'GET /silence', got: 'late' });
});

test
  .skipIf(process.platform === 'win32')
  .concurrent(
    'a process that the machine stops for longer than a request may take refuses nothing',
    async ({ expect }) => {
      let pid = 0;
      const request = (index: number) => {
        // In the middle of a round, with its connections open.
        if (index === 15) {
          process.kill(pid, 'SIGSTOP');
          setTimeout(() => process.kill(pid, 'SIGCONT'), STOPPED_MS);
        }
        return { method: 'GET', path: '/ready' } as const;
      };
      const verdict = await judgeToy({
        load: { ...toyLab.scenario.load, request },
        acceptance: { ...toySlope, maxPerRequest: 1_000_000 },
        contract: async (client) => {
          pid = Number((await client.send({ method: 'GET', path: '/pid' })).body);
          return [];
        },
      });
      expect(verdict).toMatchObject({ kind: 'judged', passed: true });
    },
  );

test.concurrent('answers that come too late for a verdict', async ({ expect }) => {
  const load = { ...toyLab.scenario.load, request: () => ({ method: 'GET', path: '/slow' }) as const };
  const acceptance = { ...toySlope, warmup: 200 };
  expect(await judgeToy({ load, acceptance })).toMatchObject({ kind: 'unjudged', death: { kind: 'slow', of: 200 } });
});

test.concurrent(
  'answers that are wrong count as refused, and promises broken by the load as broken',
  async ({ expect }) => {
    let times = 0;
    const verdict = await judgeToy({
      load: { ...toyLab.scenario.load, right: (index) => index !== 7 },
      acceptance: { ...toySlope, maxPerRequest: 1_000_000 },
      contract: () => Promise.resolve([{ name: 'promessa', kept: ++times === 1, detail: '' }]),
    });
    expect(verdict).toMatchObject({
      kind: 'judged',
      passed: false,
      parts: [
        { outcome: 'pass' },
        { outcome: 'fail', checks: [{ name: 'promessa', kept: false, afterLoad: true }] },
        { outcome: 'fail' },
      ],
    });
    if (verdict.kind !== 'judged') return;
    expect(failuresOf(verdict)).toEqual(['behaviour', 'load-refused']);
  },
);

/**
 * The test command: every check of the project, each to its end even where another one failed; then one plain line that
 * counts what passed and failed. A tool without tests of its own counts as one.
 * Two lanes run side by side: the browser's, whose tests drive labs of their own, and everything else. They keep
 * two cores busy: three lanes with two browsers, tried once, ended no earlier.
 *
 *   npm test                 everything
 *   npm test -- lint tipos   only these
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

interface Count {
  readonly passed: number;
  /** Of those that passed, how many only the second time: real labs share the machine with whatever else runs there. */
  readonly unsteady: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Stage {
  readonly name: string;
  readonly args: readonly string[];
  /** What the stage's runner wrote about its tests; absent for a tool that only passes or fails. */
  readonly count?: () => Count;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const results = fileURLToPath(new URL('../.vazou/test-results/', import.meta.url));

const compiled = fileURLToPath(new URL('../.vazou/compiled/', import.meta.url));

const vitestResult = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  testResults: z.array(
    z.object({ assertionResults: z.array(z.object({ status: z.string(), failureMessages: z.array(z.string()) })) }),
  ),
});
const playwrightResult = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

function vitest(project: 'unit' | 'labs'): Stage {
  const file = `${results}${project}.json`;
  return {
    name: project === 'unit' ? 'unidades e paridade' : 'laboratórios',
    args: [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--config=test/vitest.config.ts',
      `--project=${project}`,
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ],
    count() {
      const result = vitestResult.parse(JSON.parse(readFileSync(file, 'utf8')));
      const again = result.testResults
        .flatMap(({ assertionResults }) => assertionResults)
        .filter(({ status, failureMessages }) => status === 'passed' && failureMessages.length > 0);
      return {
        passed: result.numPassedTests,
        unsteady: again.length,
        failed: result.numFailedTests,
        skipped: result.numPendingTests,
      };
    },
  };
}

const playwrightFile = `${results}e2e.json`;

const BROWSER: Stage = {
  name: 'navegador',
  args: ['node_modules/playwright/cli.js', 'test', '--config', 'test/e2e/playwright.config.ts'],
  count() {
    const { stats } = playwrightResult.parse(JSON.parse(readFileSync(playwrightFile, 'utf8')));
    const { expected, flaky, unexpected, skipped } = stats;
    return { passed: expected + flaky, unsteady: flaky, failed: unexpected, skipped };
  },
};

const LANES: readonly (readonly Stage[])[] = [
  [BROWSER],
  [
    { name: 'lint', args: ['node_modules/oxlint/bin/oxlint'] },
    { name: 'formatação', args: ['node_modules/prettier/bin/prettier.cjs', '--check', '.', '--log-level', 'warn'] },
    { name: 'tipos', args: ['node_modules/astro/bin/astro.mjs', 'check', '--minimumSeverity', 'warning'] },
    vitest('labs'),
    vitest('unit'),
  ],
];

interface Ran {
  readonly ok: boolean;
  /** All that it printed, in the order in which it came. */
  readonly output: string;
}

function run(args: readonly string[]): Promise<Ran> {
  const env = {
    ...process.env,
    ASTRO_TELEMETRY_DISABLED: '1',
    PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightFile,
    // Our commands and the workshop are started some hundred times: compiled once, each start costs half of it.
    NODE_COMPILE_CACHE: compiled,
  };
  const child = spawn(process.execPath, [...args], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ ok: code === 0, output }));
  });
}

interface Checked extends Count {
  readonly name: string;
  readonly seconds: number;
}

const secondsSince = (began: number): number => Math.round((performance.now() - began) / 1000);

async function check(stage: Stage): Promise<Checked> {
  console.log(`── ${stage.name}: começou`);
  const began = performance.now();
  const { ok, output } = await run(stage.args);
  const checked = { name: stage.name, ...countOf(stage, ok), seconds: secondsSince(began) };
  // Whole and at once, so that lanes do not talk at the same time.
  console.log(`\n${output.trimEnd()}\n── ${lineOf(checked)}\n`);
  return checked;
}

function lineOf({ name, passed, unsteady, failed, seconds }: Checked): string {
  const again = unsteady > 0 ? ` (${unsteady} só na segunda vez)` : '';
  return `${name}: ${passed} ok${again}, ${failed} com falha, ${seconds} s`;
}

function countOf(stage: Stage, ok: boolean): Count {
  if (!stage.count) return { passed: ok ? 1 : 0, unsteady: 0, failed: ok ? 0 : 1, skipped: 0 };
  try {
    const count = stage.count();
    // A runner that fails without a failed test (a crash, a leak at teardown) is a failure all the same.
    return !ok && count.failed === 0 ? { ...count, failed: 1 } : count;
  } catch {
    return { passed: 0, unsteady: 0, failed: 1, skipped: 0 };
  }
}

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const only = process.argv.slice(2);
const names = LANES.flat().map(({ name }) => name);
const unknown = only.filter((name) => !names.includes(name));
if (unknown.length > 0) throw new Error(`no stage ${unknown.join(', ')}; there are: ${names.join(', ')}`);
const began = performance.now();
const all: Checked[] = [];
await Promise.all(
  LANES.map(async (stages) => {
    for (const stage of stages) {
      if (only.length === 0 || only.includes(stage.name)) all.push(await check(stage));
    }
  }),
);
const sum = (figure: (checked: Checked) => number): number => all.reduce((total, each) => total + figure(each), 0);
const failed = sum((each) => each.failed);
const skipped = sum((each) => each.skipped);
console.log(`\n${all.map(lineOf).join('\n')}\nao todo: ${secondsSince(began)} s`);
console.log(`\n${sum((each) => each.passed)} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;

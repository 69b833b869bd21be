/**
 * The long mode: what `npm test` does a few times, done until chance is ruled out.
 *
 *   npm run test:long            all of the below
 *   npm run test:long snapshots  dominators of random graphs, and a heap of three million objects
 *   npm run test:long engine     property tests of the engine, over tens of thousands of inputs
 *   npm run test:long profiles   ten thousand profiles of one process, which must leave nothing behind
 *   npm run test:long pages      every page and every panel in four looks, in a real browser
 *   npm run test:long processes  fifty starts and stops of a lab, which must leave no process behind
 *   npm run test:long paths      the nine steps of three labs with the mouse and by keys, and a million samples
 *   npm run test:long commands   every `npm run lab …` of the lessons, as it stands
 *   npm run test:long bench      what the diagnostics cost, as the lesson on it measures, but once
 *   npm run test:long scenarios  what each scenario says of its symptom, its end and its retainer path
 *   npm run test:long new-lab    a lab as it is scaffolded, with all its fixes
 *   npm run test:long verdicts   the essential verdicts of every lab twenty times, with all cores kept busy
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const vitest = (project: 'unit' | 'labs', ...args: readonly string[]): readonly string[] => [
  'node_modules/vitest/vitest.mjs',
  'run',
  '--config=test/vitest.config.ts',
  `--project=${project}`,
  ...args,
];
const PLAYWRIGHT = ['node_modules/playwright/cli.js', 'test', '--config', 'test/e2e/playwright.config.ts'];

const RUNS: Readonly<Record<string, readonly string[]>> = {
  engine: vitest('unit', 'test/unit/pprof/robustness.test.ts', 'test/parity/free-combination.test.ts'),
  snapshots: vitest('unit', 'test/unit/heap-snapshot/dominators.test.ts', 'test/unit/heap-snapshot/large.test.ts'),
  profiles: vitest('unit', 'test/unit/diagnostics/own-leak.test.ts'),
  pages: [...PLAYWRIGHT, '-g', 'every page|every panel'],
  processes: vitest('labs', 'test/labs/nothing-left.test.ts', '-t', 'times started and stopped'),
  paths: [...PLAYWRIGHT, '-g', 'nine steps|a large profile'],
  commands: vitest('labs', 'test/labs/lab-commands.test.ts'),
  // One file after the other: how long a lab takes to die is told by its test.
  scenarios: vitest('labs', '--no-file-parallelism', 'test/labs/symptom.test.ts', 'test/labs/retainer-path.test.ts'),
  'new-lab': vitest('labs', 'test/labs/labs-new.test.ts'),
  bench: ['bench/run.ts', 'custo', '--generations=1'],
  verdicts: ['src/cli/labs-check.ts', '--repeat', '20', '--busy', '--essential', '--jobs', '6'],
};

const root = fileURLToPath(new URL('..', import.meta.url));

async function passes(args: readonly string[]): Promise<boolean> {
  const env = { ...process.env, VAZOU_LONG: '1' };
  const child = spawn(process.execPath, [...args], { cwd: root, env, stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  return code === 0;
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in RUNS));
if (unknown.length > 0) throw new Error(`no ${unknown.join(', ')}; there are: ${Object.keys(RUNS).join(', ')}`);
for (const [name, args] of Object.entries(RUNS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  if (!(await passes(args))) process.exitCode = 1;
}

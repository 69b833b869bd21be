/**
 * The long mode: what `npm test` does a few times, done until chance is ruled out.
 *
 *   npm run test:long            all of the below
 *   npm run test:long snapshots  dominators of random graphs, and a heap of three million objects
 *   npm run test:long engine     property tests of the engine, over tens of thousands of inputs
 *   npm run test:long profiles   ten thousand profiles of one process, which must leave nothing behind
 *   npm run test:long verdicts   every verdict twenty times, with all cores kept busy
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

interface Run {
  readonly project: 'unit' | 'labs';
  readonly files: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const RUNS: Readonly<Record<string, Run>> = {
  engine: {
    project: 'unit',
    files: ['test/unit/pprof/robustness.test.ts', 'test/parity/free-combination.test.ts'],
    env: { VAZOU_LONG: '1' },
  },
  snapshots: {
    project: 'unit',
    files: ['test/unit/heap-snapshot/dominators.test.ts', 'test/unit/heap-snapshot/large.test.ts'],
    env: { VAZOU_LONG: '1' },
  },
  profiles: {
    project: 'unit',
    files: ['test/unit/diagnostics/own-leak.test.ts'],
    env: { VAZOU_LONG: '1' },
  },
  verdicts: {
    project: 'labs',
    files: ['test/labs/memory-leak-verdict.test.ts'],
    env: { VAZOU_REPEAT: '20', VAZOU_BUSY: '1' },
  },
};

const root = fileURLToPath(new URL('..', import.meta.url));

async function passes({ project, files, env }: Run): Promise<boolean> {
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config=test/vitest.config.ts', `--project=${project}`];
  const child = spawn(process.execPath, [...vitest, ...files], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  const [code] = await once(child, 'exit');
  return code === 0;
}

const wanted = process.argv.slice(2);
for (const [name, run] of Object.entries(RUNS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  if (!(await passes(run))) process.exitCode = 1;
}

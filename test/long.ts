/**
 * The long mode: the same property tests as in `npm test`, over so many inputs that they take minutes.
 *
 *   npm run test:long
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const files = ['test/unit/pprof/robustness.test.ts', 'test/parity/free-combination.test.ts'];
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config=test/vitest.config.ts', '--project=unit', ...files];
const child = spawn(process.execPath, vitest, {
  cwd: root,
  env: { ...process.env, VAZOU_LONG: '1' },
  stdio: 'inherit',
});
const [code] = await once(child, 'exit');
process.exitCode = typeof code === 'number' ? code : 1;

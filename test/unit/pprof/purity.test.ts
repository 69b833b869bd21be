import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const ENGINE = join(ROOT, 'src/pprof');

const files = readdirSync(ENGINE, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

test('the engine imports only itself and the inflater', () => {
  const foreign = files.flatMap((file) => {
    const source = readFileSync(join(ENGINE, file), 'utf8');
    const imported = [...source.matchAll(/^(?:import|export) [^']*from '([^']+)'|import\('([^']+)'\)/gm)].map(
      (match) => match[1] ?? match[2]!,
    );
    return imported.filter((name) => !name.startsWith('.') && name !== 'fflate').map((name) => `${file}: ${name}`);
  });
  expect(files.length).toBeGreaterThan(50);
  expect(foreign).toEqual([]);
});

/** Its own tsconfig.json knows a Web Worker's world: neither `window` nor `process` exist there. */
test('the engine compiles for a Web Worker, without the DOM and without Node', { timeout: 60_000 }, () => {
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  expect(() =>
    execFileSync(process.execPath, [compiler, '--noEmit', '--project', ENGINE], { cwd: ROOT, stdio: 'pipe' }),
  ).not.toThrow();
});

/** The test that the lesson's last step offers to the reader, run against the lab's own code. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const EXAMPLE = 'relatorios.leak.test.ts';

test.for([
  ['server.ts', 1, /cada chamada deixou \d{5} bytes para trás/],
  ['wrong-fix.ts', 1, /cada chamada deixou \d{5} bytes para trás/],
  ['solution.ts', 0, /pass 1/],
] as const)('the leak test of the lesson, on %s, exits with %i', async ([file, exitCode, words]) => {
  const folder = await mkdtemp(join(tmpdir(), 'vazou-leak-test-'));
  try {
    await copyFile(join(root, 'src/content/examples', EXAMPLE), join(folder, EXAMPLE));
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    await writeFile(join(folder, 'relatorios.ts'), await reportsOf(file));
    const { code, output } = await run(folder);
    expect(code, output).toBe(exitCode);
    expect(output).toMatch(words);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

/** A lab's service without its server and its diagnostics: what the lesson asks the reader to export. */
async function reportsOf(file: string): Promise<string> {
  const source = await readFile(join(root, 'labs/memory-leak', file), 'utf8');
  const service = source.replace(/^import 'vazou\/diagnostics';$/m, '').replace(/^const server = [^]*$/m, '');
  expect(service.length).toBeLessThan(source.length);
  return `${service}\nexport { monthlyReport };\n`;
}

async function run(cwd: string): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ['--expose-gc', '--test', EXAMPLE], {
    cwd,
    // Vitest's own settings would turn this into a run below another.
    env: { ...process.env, NODE_OPTIONS: '', NODE_TEST_CONTEXT: undefined },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

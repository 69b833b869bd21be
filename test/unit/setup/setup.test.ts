import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { explainNpm } from '../../../setup/npm-causes.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vazou-setup-'));
  for (const file of ['setup', 'package.json', 'package-lock.json'])
    cpSync(file, join(folder, file), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the setup of the temporary checkout, which has no node_modules. */
function setup(env: Record<string, string>): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(process.execPath, ['setup/setup.mjs'], { cwd: folder, env: { ...process.env, ...env } });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
}

test('without a registry it names the cause and the mend, and leaves no lock behind', async () => {
  const { code, output } = await setup({
    npm_config_registry: 'http://127.0.0.1:1/', // nothing listens on port 1
    npm_config_fetch_retries: '0',
    npm_config_cache: join(folder, 'npm-cache'),
  });
  expect(output).toContain('instalando as dependências');
  expect(output).toContain('O registro do npm não respondeu');
  expect(output).toContain('o que fazer:');
  expect(code).toBe(1);
  expect(existsSync(join(folder, '.vazou/install.lock'))).toBe(false);
}, 60_000);

test('a lock of a process that is gone is taken over', async () => {
  mkdirSync(join(folder, '.vazou'));
  writeFileSync(join(folder, '.vazou/install.lock'), '999999999');
  const { code } = await setup({
    npm_config_registry: 'http://127.0.0.1:1/',
    npm_config_fetch_retries: '0',
    npm_config_cache: join(folder, 'npm-cache'),
  });
  expect(code).toBe(1); // it went on to the installation instead of waiting for ever
}, 60_000);

test.each([
  ['npm error code ENOSPC\nnpm error no space left on device', /disco encheu/],
  ['npm error code EACCES permission denied', /Sem permissão/],
  ['npm error code EUSAGE\nnpm error Missing: x@1 from lock file', /discordam/],
  ['npm error code E404 Not Found', /recusou ou não tem/],
  ['npm error code ENOTFOUND registry', /não respondeu/],
  ['something else', /não reconhecemos/],
])('npm output %j has its own words', (tail, why) => {
  const error = explainNpm(tail);
  expect(error.why).toMatch(why);
  expect(error.mend).not.toBe('');
  expect(error.details).toBe(tail);
});

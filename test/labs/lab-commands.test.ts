/**
 * `npm run lab` as the lessons show it, through npm, each on ports of its own: those of the first lab; in the long mode
 * those of all, with every verdict.
 */
import { resolve } from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import { listLabs } from '#lab/catalog.ts';
import { freePort } from '#lab/ports.ts';
import { BRIEF_LAB_COMMAND, LAB_COMMANDS } from '../lessons/proof.ts';
import { commandsProvedBy } from '../lessons/proved.ts';
import { Sandbox } from './fixtures/sandbox.ts';
import { shell, ShellCommand } from './fixtures/shell-command.ts';

const LONG = process.env['VAZOU_LONG'] === '1';
const root = resolve(import.meta.dirname, '../..');

const shown = new Set(commandsProvedBy(LAB_COMMANDS).flatMap(([, commands]) => Array.from(commands)));
const commands = Array.from(shown).filter((command) => LONG || BRIEF_LAB_COMMAND.test(command));
const isCheck = (command: string): boolean => command.includes('--check');

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await Sandbox.create();
});

afterAll(() => sandbox[Symbol.asyncDispose]());

test('npm run lab', async ({ expect }) => {
  expect(shown).toContain('npm run lab');
  const { code, output } = await shell('npm run lab', { cwd: root, env: sandbox.env });
  expect(code, output).toBe(0);
  for (const { slug } of await listLabs()) expect(output).toContain(slug);
});

const runs = commands.filter((command) => !isCheck(command) && command !== 'npm run lab');

test.concurrent.for(runs)('%s', async (command, { expect }) => {
  const ports = `--port=${await freePort()} --debug-port=${await freePort()}`;
  const line = command.includes(' -- ') ? `${command} ${ports}` : `${command} -- ${ports}`;
  await using lab = new ShellCommand(line, { cwd: root, env: sandbox.env });
  await lab.says(command.includes('--load') ? /carga [1-9]/ : /heap [\d.,]+ MiB/);
  if (command.includes('--solution')) expect(lab.output).toContain('solution.ts');
  lab.interrupt();
  await lab.ended;
  expect(lab.output).toContain('/debug/pprof/');
});

/** Nobody has changed anything yet: it leaks, and does what it shall. What is no leak passes for who says so. */
test.skipIf(!LONG).for(commands.filter(isCheck))('%s', async (command, { expect }) => {
  const { code, output } = await shell(command, { cwd: root, env: sandbox.env });
  expect(code, output).toBe(command.includes('--not-a-leak') ? 0 : 1);
  expect(output).toContain('✔ passou  Comportamento');
});

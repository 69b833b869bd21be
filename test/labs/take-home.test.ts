/**
 * “Leve para casa”, with a service that knows nothing of the diagnostics: the lesson's commands as they stand, in its order.
 * Only `../meu-servico` is a folder of the test's own, whose npm asks a registry on this machine, and the service's debug
 * port is any.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeProfile } from '#pprof/codec.ts';
import { fencesOf, readLessons } from '../lessons/lesson.ts';
import { TAKE_HOME } from '../lessons/proof.ts';
import { commandsProvedBy } from '../lessons/proved.ts';
import { BaseImage, dockerFault } from './fixtures/docker.ts';
import { LocalRegistry } from './fixtures/local-registry.ts';
import { shell, ShellCommand } from './fixtures/shell-command.ts';

const root = resolve(import.meta.dirname, '../..');
const fences = fencesOf(readLessons().find(({ id }) => id === 'prova-final/leve-para-casa')?.body ?? '');

/** What stands in the fence that has this. */
function shown(words: string): string {
  const fence = fences.find(({ code }) => code.includes(words));
  if (fence === undefined) throw new Error(`the lesson does not show ${words} any more`);
  return fence.code;
}

/** Few calls that keep much: none is worth inlining, which would take its name out of the profile. */
const APP = `
const orders = [];
function keepOrder(number) {
  orders.push(Array.from({ length: 5_000 }, (_, item) => ({ number, item })));
}
for (let number = 0; number < 100; number++) keepOrder(number);
require('node:http').createServer((_request, response) => response.end(String(orders.length))).listen(0, () => {
  console.log('no ar');
});
`;

const LISTENS = /http:\S+\/debug\/pprof\//;
/** The orders are kept by then. One may come before the other. */
const UP = /no ar/;

let folder: string;
let registry: LocalRegistry;
/** `node …`, and what comes before it. */
let start: string;

beforeAll(async () => {
  registry = await LocalRegistry.start();
  folder = mkdtempSync(join(tmpdir(), 'vazou-take-home-'));
  writeFileSync(join(folder, 'package.json'), '{ "name": "meu-servico", "version": "1.0.0" }');
  writeFileSync(join(folder, '.npmrc'), `registry=${registry.url}\n`);
  writeFileSync(join(folder, 'app.js'), APP);
  const lines = shown('diagnostics:pack').trim().replaceAll('../meu-servico', folder).split('\n');
  start = lines.pop() ?? '';
  const env = { npm_config_cache: join(folder, '.npm'), npm_config_registry: undefined };
  const { code, output } = await shell(lines.join('\n'), { cwd: root, env });
  if (code !== 0) throw new Error(output);
});

afterAll(async () => {
  await registry?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

test('it runs all that is said to be run here', () => {
  const run = ['diagnostics:pack', 'docker run', 'docker exec'].map(shown).join('');
  for (const [, commands] of commandsProvedBy(TAKE_HOME))
    for (const command of commands) expect(run).toContain(command);
});

test('without a change to its code', async () => {
  await using service = new ShellCommand(start, { cwd: folder, env: { VAZOU_DEBUG_PORT: '0' } });
  await service.says(UP);
  const [address] = await service.says(LISTENS);
  const response = await fetch(`${address}heap`);
  expect(functionsOf(Buffer.from(await response.arrayBuffer()))).toContain('keepOrder');
});

test('in a container', async ({ skip }) => {
  const fault = dockerFault('pedidos', 'perfis');
  if (fault !== null) skip(fault);
  const dockerfile = shown('FROM ');
  using _ = new BaseImage(/^FROM (\S+)$/m.exec(dockerfile)?.[1] ?? '');
  using stack = new DisposableStack();
  writeFileSync(join(folder, 'Dockerfile'), dockerfile);
  writeFileSync(join(folder, '.dockerignore'), '.npm\n');
  for (const undo of ['volume rm perfis', 'image rm pedidos', 'container rm --force pedidos'])
    stack.defer(() => spawnSync('docker', undo.split(' ')));

  // Only its registry is on this machine's loopback.
  const run = shown('docker run').replace('docker build', 'docker build --network host');
  const { code, output } = await shell(run, { cwd: folder });
  expect(code, output).toBe(0);
  await using log = new ShellCommand('docker logs --follow pedidos', { cwd: folder });
  await log.says(LISTENS);
  await log.says(UP);
  const exec = await shell(shown('docker exec').split('\n')[0] ?? '', { cwd: folder });
  expect(exec.code, exec.output).toBe(0);
  expect(functionsOf(readFileSync(join(folder, 'heap.pb.gz')))).toContain('keepOrder');
});

function functionsOf(profile: Buffer): readonly string[] {
  return decodeProfile(profile).functions.map(({ name }) => name);
}

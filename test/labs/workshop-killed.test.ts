import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { listByEnvironment, listProcesses } from '#lab/process-list.ts';
import type { LabEvent, TerminalInfo } from '#server/contract.ts';

let folder: string;
let workshop: ChildProcess;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vazou-killed-'));
});
afterEach(async () => {
  workshop.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

/** Starts `npm start`'s own program and signs in with the link it prints. */
async function openWorkshop(): Promise<{ readonly origin: string; readonly cookie: string }> {
  const env = {
    ...process.env,
    VAZOU_WORKSPACE: join(folder, 'workspace'),
    VAZOU_STATE: join(folder, 'state'),
    TMPDIR: folder,
  };
  workshop = spawn(process.execPath, ['src/cli/start.ts', '--port', '0'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  for await (const chunk of workshop.stdout!) {
    output += String(chunk);
    const link = /^http:\S+token=\S+$/m.exec(output)?.[0];
    if (!link) continue;
    const answer = await fetch(link, { redirect: 'manual' });
    return { origin: new URL(link).origin, cookie: answer.headers.getSetCookie()[0]!.split(';')[0]! };
  }
  throw new Error(`no start link in: ${output}`);
}

interface ReadyLab {
  readonly pid: number;
  readonly ports: readonly number[];
}

async function startLab(origin: string, cookie: string): Promise<ReadyLab> {
  const headers = { cookie, origin, 'content-type': 'application/json' };
  const body = JSON.stringify({ variant: 'original' });
  const started = await fetch(`${origin}/api/labs/memory-leak/start`, { method: 'POST', headers, body });
  expect(started.status).toBe(202);
  const events = await fetch(`${origin}/api/labs/memory-leak/events`, { headers: { cookie } });
  let text = '';
  for await (const chunk of events.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    for (const line of text.split('\n\n')) {
      if (!line.includes('"ready"')) continue;
      const event = JSON.parse(line.slice(line.indexOf('{'))) as LabEvent;
      if ((event.type === 'state' || event.type === 'snapshot') && event.state.kind === 'ready') {
        const { pid, addresses } = event.state;
        return { pid, ports: [addresses.service, addresses.diagnostics].map((url) => Number(new URL(url).port)) };
      }
    }
  }
  throw new Error('the lab never became ready');
}

const listening = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function eventually(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not in 15 s: ${what}`);
    await sleep(100);
  }
}

test.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)(
  '%s of the workshop leaves nothing of its labs',
  async (signal) => {
    const { origin, cookie } = await openWorkshop();
    const lab = await startLab(origin, cookie);
    for (const port of lab.ports) expect(await listening(port)).toBe(true);

    workshop.kill(signal);

    await eventually('the lab is gone', () => !alive(lab.pid));
    for (const port of [...lab.ports, Number(new URL(origin).port)])
      await eventually(`port ${port} is free`, async () => !(await listening(port)));
    await eventually('the run file is gone', async () => (await readdir(join(folder, 'state/run'))).length === 0);
    await eventually('the workshop is gone', () => workshop.exitCode !== null || workshop.signalCode !== null);
    // The learner's copy is meant to stay; nothing else may.
    expect((await readdir(folder)).filter((name) => name !== 'workspace' && name !== 'state')).toEqual([]);
  },
);

test.runIf(process.platform === 'linux').each(['SIGKILL', 'SIGTERM'] as const)(
  '%s of the workshop leaves nothing of its terminals, not even what has a session of its own',
  async (signal) => {
    const { origin, cookie } = await openWorkshop();
    const url = `${origin}/api/labs/memory-leak/terminals`;
    const opened = await fetch(url, { method: 'POST', headers: { cookie, origin } });
    const { id } = (await opened.json()) as TerminalInfo;
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/ws/terminal?lab=memory-leak&terminal=${id}`, {
      headers: { cookie, origin },
    });
    let output = '';
    socket.on('message', (data: Buffer) => (output += data.toString()));
    socket.on('error', () => undefined);
    await once(socket, 'open');
    const data =
      '(setsid sleep 991 >/dev/null 2>&1 &); nohup sleep 992 >/dev/null 2>&1 & echo "marca=$VAZOU_RUN_ID;"\r';
    socket.send(JSON.stringify({ type: 'input', data }));
    await eventually('the shell tells its mark', () => /marca=[\w-]+;/.test(output));
    const mark = `VAZOU_RUN_ID=${/marca=([\w-]+);/.exec(output)?.[1]}`;
    await eventually('all three run', async () => (await listByEnvironment(mark)).size === 3);
    const children = (await listProcesses()).filter(({ ppid }) => ppid === workshop.pid).map(({ pid }) => pid);
    expect(children).toHaveLength(2);

    workshop.kill(signal);

    await eventually('nothing of the terminal is left', async () => (await listByEnvironment(mark)).size === 0);
    await eventually('nor who watched over it', () => !children.some(alive));
    await eventually('the workshop is gone', () => workshop.exitCode !== null || workshop.signalCode !== null);
  },
);

/** Real shells on real pseudoterminals, seen through the WebSocket as the page sees them. */
import { mkdtempDisposable, readdir, readlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { findLab } from '#lab/catalog.ts';
import { listByEnvironment, listProcesses } from '#lab/process-list.ts';
import { Workspace } from '#lab/workspace.ts';
import type { TerminalInfo } from '#server/contract.ts';
import { MAX_TERMINALS, MAX_TERMINAL_MESSAGE_BYTES, PAUSE_ABOVE_BYTES } from '#server/limits.ts';
import { PtyShell } from '#server/terminal/shell/pty-shell.ts';
import { Terminals } from '#server/terminal/terminals.ts';
import { LAB, openTerminal, Page, SOON } from '../support/terminal.ts';
import { openWorkshop, type TestWorkshop } from '../support/workshop.ts';

let workshop: TestWorkshop;
beforeAll(async () => {
  // Nobody's own settings: a prompt of theirs would be in every output below.
  vi.stubEnv('HOME', '/nonexistent');
  vi.stubEnv('SHELL', '/bin/bash');
  workshop = await openWorkshop();
});
afterAll(async () => {
  await workshop[Symbol.asyncDispose]();
  vi.unstubAllEnvs();
});

/** A terminal of its own for each test, gone with it. */
async function opened(): Promise<Page & { readonly id: string }> {
  const { id } = await openTerminal(workshop);
  const page = await Page.show(workshop, id);
  const leave = page[Symbol.asyncDispose].bind(page);
  return Object.assign(page, {
    id,
    [Symbol.asyncDispose]: async () => {
      await leave();
      await workshop.api(`/labs/${LAB}/terminals/${id}`, { method: 'DELETE' });
    },
  });
}

describe('a terminal', { timeout: 90_000 }, () => {
  test('is a real shell in the folder of the lab', async () => {
    await using page = await opened();
    page.type('tty; pwd; echo "acentos: ação"\r');
    await expect.poll(() => page.output, SOON).toMatch(/\/dev\/pts\/\d+/);
    await expect.poll(() => page.output, SOON).toMatch(join(workshop.workspaceDir, LAB));
    await expect.poll(() => page.output, SOON).toMatch('\r\nacentos: ação\r\n');
  });

  test('has the workshop’s commands at hand, and its Node', async () => {
    await using page = await opened();
    page.type('command -v lab; command -v pprof; command -v curl; node -p "process.version"\r');
    await expect.poll(() => page.output, SOON).toMatch('/src/cli/bin/lab');
    await expect.poll(() => page.output, SOON).toMatch('/src/cli/bin/pprof');
    await expect.poll(() => page.output, SOON).toMatch(/\/curl\r/);
    await expect.poll(() => page.output, SOON).toMatch(process.version);
  });

  test('takes on the size of the page', async () => {
    await using page = await opened();
    page.send({ type: 'resize', cols: 101, rows: 33 });
    page.type('stty size\r');
    await expect.poll(() => page.output, SOON).toMatch('33 101');
  });

  test('tells the largest size that it takes on', async () => {
    await using page = await opened();
    const { largest } = await page.hello();
    page.send({ type: 'resize', ...largest });
    page.type('stty size\r');
    await expect.poll(() => page.output, SOON).toMatch(`${largest.rows} ${largest.cols}`);
    page.send({ type: 'resize', cols: largest.cols + 1, rows: largest.rows });
    expect(await page.closed).toBe(1008);
  });

  test('sends Ctrl-C to what runs', async () => {
    await using page = await opened();
    page.type(`sh -c 'echo "dorme $((1 + 1))"; exec sleep 60'\r`);
    await expect.poll(() => page.output, SOON).toMatch('dorme 2');
    page.type('\x03');
    await expect.poll(() => page.output, SOON).toMatch('^C');
    page.type('echo "vi: $?"\r');
    await expect.poll(() => page.output, SOON).toMatch('vi: 130');
  });

  test('runs a whole command, in place of what was typed of a line, unless another program has it', async () => {
    await using page = await opened();
    page.type('rm -rf isto nunca');
    // Said by the program itself: it has the terminal by then.
    page.send({ type: 'run', command: `sh -c 'echo "rodou $((1 + 1))"; exec sleep 60'` });
    await expect.poll(() => page.output, SOON).toMatch('rodou 2');
    page.send({ type: 'run', command: 'echo "outra"' });
    await page.until(() => page.messages.some(({ type }) => type === 'busy'));
    expect(page.messages.at(-1)).toEqual({ type: 'busy', command: 'echo "outra"' });
  });

  test('runs it alone also where the cursor is not at the end of what was typed', async () => {
    await using page = await opened();
    // Ctrl-A goes to the start of the line.
    page.type('nunca\x01');
    page.send({ type: 'run', command: 'echo "rodou $((1 + 1))"' });
    await expect.poll(() => page.output, SOON).toMatch(/rodou 2\w*\r/);
    expect(page.output).not.toContain('rodou 2nunca');
  });

  test('of two commands at once runs the first alone', async () => {
    await using page = await opened();
    page.send({ type: 'run', command: `sh -c 'echo "rodou $((1 + 1))"; exec sleep 60'` });
    page.send({ type: 'run', command: 'echo "outra"' });
    await page.until(() => page.messages.some(({ type }) => type === 'busy'));
    expect(page.messages.at(-1)).toEqual({ type: 'busy', command: 'echo "outra"' });
  });

  test('survives a reload of the page: scrollback, size, and what still runs', async () => {
    const { id } = await openTerminal(workshop);
    const before = await Page.show(workshop, id);
    before.send({ type: 'resize', cols: 90, rows: 20 });
    before.type('seq 1 300; read -p "pergunta: " resposta; echo "veio $resposta"\r');
    await expect.poll(() => before.output, SOON).toMatch(/\n300\r\n.*pergunta: $/);
    await before[Symbol.asyncDispose]();

    await using after = await Page.show(workshop, id);
    const { size, screen, ended } = await after.hello();
    expect(size).toEqual({ cols: 90, rows: 20 });
    expect(ended).toBeNull();
    for (const line of ['\n17\r', '\n300\r', 'pergunta: ']) expect(screen).toContain(line);
    after.type('sim\r');
    await expect.poll(() => after.output, SOON).toMatch('veio sim');
    await workshop.api(`/labs/${LAB}/terminals/${id}`, { method: 'DELETE' });
  });

  test('keeps what was printed while nobody looked', async () => {
    const { id } = await openTerminal(workshop);
    const before = await Page.show(workshop, id);
    before.type('sleep 0.3; echo "no $((40 + 2)) escuro"\r');
    await expect.poll(() => before.output, SOON).toMatch('escuro"');
    await before[Symbol.asyncDispose]();
    await using after = await Page.show(workshop, id);
    await expect.poll(() => after.seen, SOON).toMatch('no 42 escuro');
    await workshop.api(`/labs/${LAB}/terminals/${id}`, { method: 'DELETE' });
  });

  test('is shown by one page: the later one takes over', async () => {
    await using first = await opened();
    await using second = await Page.show(workshop, first.id);
    await first.until(() => first.messages.some(({ type }) => type === 'taken'));
    await first.closed;
    second.type('echo "segunda $((1 + 1))"\r');
    await expect.poll(() => second.output, SOON).toMatch('segunda 2');
  });

  test('tells how its shell ended, also to who comes later', async () => {
    await using page = await opened();
    page.type('exit 3\r');
    await page.until(() => page.messages.some(({ type }) => type === 'ended'));
    expect(page.messages.at(-1)).toEqual({ type: 'ended', end: { code: 3 } });
    await using later = await Page.show(workshop, page.id);
    expect((await later.hello()).ended).toEqual({ code: 3 });
    later.type('nada\r');
    later.send({ type: 'resize', cols: 40, rows: 10 });
  });
});

describe('flow control', { timeout: 90_000 }, () => {
  test('a program that floods is held until the page has drawn, and nothing is lost', async () => {
    await using page = await opened();
    page.acknowledges = false;
    page.type('seq 1 200000; echo "fim $((1 + 1))"\r');
    await page.until(() => page.bytes > PAUSE_ABOVE_BYTES);
    let before = -1;
    // Until nothing more comes: what was on its way when it was held.
    while (before !== page.bytes) {
      before = page.bytes;
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    expect(page.bytes).toBeLessThan(2 * PAUSE_ABOVE_BYTES);
    page.acknowledges = true;
    page.send({ type: 'ack', bytes: page.bytes });
    await expect.poll(() => page.output.slice(-100), SOON).toMatch('fim 2');
    const numbers = page.output.match(/^\d+\r$/gm) ?? [];
    expect(numbers).toHaveLength(200_000);
  });

  test('a page that goes away lets the program go on', async () => {
    await using page = await opened();
    page.acknowledges = false;
    page.type('seq 1 200000; echo "fim $((1 + 1))"\r');
    await page.until(() => page.bytes > PAUSE_ABOVE_BYTES);
    page.socket.terminate();
    await using next = await Page.show(workshop, page.id);
    await expect.poll(() => next.seen, SOON).toMatch('fim 2');
  });
});

describe('what a page may not', { timeout: 90_000 }, () => {
  test.for([
    ['no JSON', '{'],
    ['an unknown message', '{"type":"exec"}'],
    ['a field too many', '{"type":"ack","bytes":1,"x":1}'],
    ['a screen without columns', '{"type":"resize","cols":0,"rows":1}'],
    ['a screen without end', '{"type":"resize","cols":100000,"rows":1}'],
    ['a negative acknowledgement', '{"type":"ack","bytes":-1}'],
    ['a command of two lines', '{"type":"run","command":"a\\nb"}'],
    ['bytes', Buffer.from('x')],
  ] as const)('%s closes its socket; the terminal lives on', async ([, message]) => {
    await using page = await opened();
    page.socket.send(message);
    expect(await page.closed).toBe(1008);
    await using next = await Page.show(workshop, page.id);
    next.type('echo "vivo $((1 + 1))"\r');
    await expect.poll(() => next.output, SOON).toMatch('vivo 2');
  });

  test('a message that is too large closes its socket', async () => {
    await using page = await opened();
    page.type('x'.repeat(MAX_TERMINAL_MESSAGE_BYTES));
    expect(await page.closed).toBe(1009);
  });

  test('more terminals than there may be, even asked for all at once', async () => {
    await using other = await openWorkshop();
    const asked = Array.from({ length: MAX_TERMINALS + 3 }, () =>
      other.api(`/labs/${LAB}/terminals`, { method: 'POST' }),
    );
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(MAX_TERMINALS);
    expect(statuses.filter((status) => status === 409)).toHaveLength(3);
    const terminals = (await (await other.api(`/labs/${LAB}/terminals`)).json()) as TerminalInfo[];
    expect(new Set(terminals.map(({ number }) => number)).size).toBe(MAX_TERMINALS);
  });

  test('a terminal of another lab, or none, is not there', async () => {
    await using page = await opened();
    const other = await workshop.api(`/labs/goroutine-leak/terminals/${page.id}`, { method: 'DELETE' });
    expect(other.status).toBe(404);
    expect((await workshop.api(`/labs/${LAB}/terminals/x`, { method: 'DELETE' })).status).toBe(404);
  });
});

describe.runIf(process.platform === 'linux')('the end', { timeout: 90_000 }, () => {
  /** Starts a shell's child with a session of its own, which hears nothing of the terminal's end. */
  async function withEscapee(page: Page): Promise<string> {
    page.type('(setsid sleep 997 >/dev/null 2>&1 &); nohup sleep 998 >/dev/null 2>&1 & echo "marca=$VAZOU_RUN_ID;"\r');
    const shape = /marca=([\w-]+);/;
    await page.says(shape);
    const mark = `VAZOU_RUN_ID=${shape.exec(page.output)?.[1]}`;
    await vi.waitFor(async () => expect((await listByEnvironment(mark)).size).toBe(3), SOON);
    return mark;
  }

  test('of a terminal is the end of all that runs in it, whatever its session', async () => {
    await using page = await opened();
    const mark = await withEscapee(page);
    await workshop.api(`/labs/${LAB}/terminals/${page.id}`, { method: 'DELETE' });
    expect((await listByEnvironment(mark)).size).toBe(0);
    await page.closed;
  });

  test('of a shell too', async () => {
    await using page = await opened();
    const mark = await withEscapee(page);
    page.type('exit\r');
    await page.until(() => page.messages.some(({ type }) => type === 'ended'));
    await vi.waitFor(async () => expect((await listByEnvironment(mark)).size).toBe(0), SOON);
  });

  test('of being looked at comes, after a while, to the same', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'vazou-terminals-'));
    await using terminals = new Terminals({ workspace: new Workspace(folder.path), unwatchedMs: 300 });
    const lab = (await findLab(LAB))!;
    const { id } = await terminals.open(lab);
    const viewer = { send: () => undefined, output: () => undefined, close: () => undefined };
    const watching = terminals.watch(terminals.find(LAB, id), viewer);
    await delay(500);
    expect(terminals.list(lab)).toHaveLength(1);
    watching[Symbol.dispose]();
    await vi.waitFor(() => expect(terminals.list(lab)).toEqual([]), SOON);
  });

  test('of the workshop leaves no process, no pseudoterminal, no warden', async () => {
    const before = await held();
    const other = await openWorkshop();
    const page = await Page.show(other, (await openTerminal(other)).id);
    const mark = await withEscapee(page);
    const during = await held();
    expect(during.pseudoterminals).toBe(before.pseudoterminals + 1);
    expect(during.children).toBe(before.children + 2);
    await other[Symbol.asyncDispose]();
    await page.closed;
    expect((await listByEnvironment(mark)).size).toBe(0);
    expect(await held()).toEqual(before);
  });

  /** What this process holds that a terminal could leave behind. */
  async function held(): Promise<{ readonly children: number; readonly pseudoterminals: number }> {
    const files = (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => ''));
    return {
      children: (await listProcesses()).filter(({ ppid }) => ppid === process.pid).length,
      pseudoterminals: (await Promise.all(files)).filter((file) => file.endsWith('ptmx')).length,
    };
  }
});

test('a shell that cannot be had on this machine is an error, for the line mode to take over', async () => {
  const spec = {
    cwd: '/',
    env: {},
    size: { cols: 80, rows: 24 },
    runId: 'x',
    watch: () => ({ [Symbol.dispose]: () => undefined }),
  };
  const missing = () => Promise.reject(new Error('Cannot find module'));
  await expect(PtyShell.open(spec, { output: () => undefined, ended: () => undefined }, missing)).rejects.toThrow(
    'Cannot find module',
  );
});

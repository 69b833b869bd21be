/** Real commands, without a pseudoterminal. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtempDisposable, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { listByEnvironment } from '#lab/process-list.ts';
import { LineShell } from '#server/terminal/shell/line-shell.ts';
import { LAB, openTerminal, Page, SOON } from '../support/terminal.ts';
import { openWorkshop } from '../support/workshop.ts';

class Lines implements AsyncDisposable {
  output = '';
  code: number | null = null;
  readonly shell: LineShell;
  readonly folder: string;
  readonly watched = new Set<number>();
  readonly #remove: () => Promise<void>;

  static async open(env: Readonly<Record<string, string>> = {}): Promise<Lines> {
    const made = await mkdtempDisposable(join(tmpdir(), 'vazou-lines-'));
    return new Lines(await realpath(made.path), made.remove, env);
  }

  private constructor(folder: string, remove: () => Promise<void>, env: Readonly<Record<string, string>>) {
    this.folder = folder;
    this.#remove = remove;
    const runId = `lines-${process.pid}`;
    const spec = {
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '', SHELL: '/bin/sh', VAZOU_RUN_ID: runId, HOME: folder, ...env },
      size: { cols: 80, rows: 24 },
      runId,
      watch: ({ pid }: { readonly pid: number }) => {
        this.watched.add(pid);
        return { [Symbol.dispose]: () => void this.watched.delete(pid) };
      },
    };
    this.shell = new LineShell(
      spec,
      { output: (bytes) => (this.output += Buffer.from(bytes).toString()), ended: (code) => (this.code = code) },
      'porque sim',
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.shell[Symbol.asyncDispose]();
    await this.#remove();
  }
}

afterEach(() => vi.unstubAllEnvs());

describe.skipIf(process.platform === 'win32')('line by line', { timeout: 90_000 }, () => {
  test('a command runs and what it prints is shown, errors and exit code too', async () => {
    await using lines = await Lines.open();
    lines.shell.write('echo "ação $((1 + 1))"; echo ops >&2; exit 4\r');
    await expect.poll(() => lines.output, SOON).toMatch('\r\nação 2\r\n');
    await expect.poll(() => lines.output, SOON).toMatch('ops\r\n');
    await expect.poll(() => lines.output, SOON).toMatch('(terminou com o código 4)');
    await expect.poll(() => lines.output, SOON).toMatch(/› $/);
  });

  test.runIf(existsSync('/bin/bash')).for<Record<string, string>>([{}, { SHLVL: '0' }])(
    'bash does not take it for a remote login, which would read its settings before each command (%j)',
    async (level) => {
      await using lines = await Lines.open({ SHELL: '/bin/bash', ...level });
      await writeFile(join(lines.folder, '.bashrc'), 'echo "lido $((1 + 1))"\n');
      lines.shell.write('echo "comando $((1 + 1))"\r');
      await expect.poll(() => lines.output, SOON).toMatch(/comando 2[^]*› $/);
      expect(lines.output).not.toMatch('lido 2');
    },
  );

  test('lines of one paste run one after another', async () => {
    await using lines = await Lines.open();
    lines.shell.write('sleep 0.1 && echo "um $((1))"\recho "dois $((2))"\r');
    await expect.poll(() => lines.output, SOON).toMatch(/um 1[^]*dois 2/);
  });

  test('cd moves, also with quotes and back, and says when there is no such folder', async () => {
    await using lines = await Lines.open();
    await mkdir(join(lines.folder, 'com espaço'));
    lines.shell.write('cd "com espaço"\rpwd\r');
    await expect.poll(() => lines.output, SOON).toMatch(/com espaço\r\n.*› $/);
    lines.shell.write('cd ..\rcd nenhures\r');
    await expect.poll(() => lines.output, SOON).toMatch(`não existe a pasta ${join(lines.folder, 'nenhures')}`);
  });

  test('what is typed while a command runs is its input; Ctrl-D ends it', async () => {
    await using lines = await Lines.open();
    lines.shell.write('read nome; echo "olá, $nome"; cat; echo "fim $((1 + 1))"\r');
    await delay(100);
    lines.shell.write('Ana\r');
    await expect.poll(() => lines.output, SOON).toMatch('olá, Ana');
    lines.shell.write('\x04');
    await expect.poll(() => lines.output, SOON).toMatch('fim 2');
  });

  test('Ctrl-C interrupts the command and what it started', async () => {
    await using lines = await Lines.open();
    lines.shell.write('echo "vai $((1))"; sleep 60 | cat\r');
    await expect.poll(() => lines.output, SOON).toMatch('vai 1');
    lines.shell.write('\x03');
    await expect.poll(() => lines.output, SOON).toMatch(/\^C[^]*› $/);
    lines.shell.write('echo "de novo $((2))"\r');
    await expect.poll(() => lines.output, SOON).toMatch('de novo 2');
  });

  test('exit and Ctrl-D end it', async () => {
    await using lines = await Lines.open();
    lines.shell.write('exit\r');
    await vi.waitFor(() => expect(lines.code).toBe(0));
    await using others = await Lines.open();
    others.shell.write('\x04');
    await vi.waitFor(() => expect(others.code).toBe(0));
  });

  test.runIf(process.platform === 'linux')(
    'nothing is left of it, not even what has a session of its own',
    async () => {
      const lines = await Lines.open();
      lines.shell.write('(setsid sleep 994 >/dev/null 2>&1 &); echo "foi $((1))"\r');
      await expect.poll(() => lines.output, SOON).toMatch(/foi 1[^]*› $/);
      lines.shell.write('sleep 993\r');
      const mark = `VAZOU_RUN_ID=lines-${process.pid}`;
      await vi.waitFor(async () => expect((await listByEnvironment(mark)).size).toBeGreaterThan(1), SOON);
      expect(lines.watched.size).toBe(1);
      await lines[Symbol.asyncDispose]();
      expect((await listByEnvironment(mark)).size).toBe(0);
      expect(lines.watched.size).toBe(0);
    },
  );

  test('the page is told why', async () => {
    vi.stubEnv('VAZOU_TERMINAL', 'linhas');
    await using workshop = await openWorkshop();
    await using page = await Page.show(workshop, (await openTerminal(workshop)).id);
    const { mode } = await page.hello();
    expect(mode).toEqual({ kind: 'lines', why: 'A variável VAZOU_TERMINAL pede assim.' });
    page.type('pwd\r');
    await expect.poll(() => page.output, SOON).toMatch(join(workshop.workspaceDir, LAB));
  });
});

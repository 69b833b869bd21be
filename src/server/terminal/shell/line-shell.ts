import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { setTimeout as delay } from 'node:timers/promises';
import { startTimeOf } from '#lab/process-list.ts';
import { killTree, sendSignal, type TreeRoot } from '#lab/process-tree.ts';
import { t } from '#i18n/index.ts';
import type { TerminalMode } from '../protocol.ts';
import { LineEditor, type LineEvent } from './line-editor.ts';
import type { Shell, ShellListener, ShellSpec } from './shell.ts';
import { shellFile } from './shell-command.ts';

/** `cd folder` and nothing else on the line: a process cannot move the one that started it, so this is done here. */
const CHANGE_FOLDER = /^\s*cd(?:\s+(?<folder>"[^"]*"|'[^']*'|[^\s;&|<>$`]+))?\s*$/;

/** After a command's end, for its last output; what it left in the background keeps the pipe open for ever. */
const LAST_WORDS_MS = 200;

/**
 * Without a pseudoterminal: each line is run as a command of its own, and what it prints is shown. Programs that draw
 * the whole screen do not work here, and the page says so.
 */
export class LineShell implements Shell {
  readonly mode: TerminalMode;
  readonly #spec: ShellSpec;
  readonly #listener: ShellListener;
  readonly #editor = new LineEditor();
  #folder: string;
  #job: ChildProcess | null = null;
  /** The last command's: what the ones before left in the background carries the same mark. */
  #left: { readonly root: TreeRoot; readonly watch: Disposable } | null = null;
  #ended = false;
  #paused = false;
  /** Lines that came in one piece, such as a paste, run one after another. */
  #turn: Promise<void> = Promise.resolve();

  /** @param why there is no pseudoterminal, for a person. */
  constructor(spec: ShellSpec, listener: ShellListener, why: string) {
    this.mode = { kind: 'lines', why };
    this.#spec = spec;
    this.#listener = listener;
    this.#folder = spec.cwd;
    this.#prompt();
  }

  get idle(): boolean {
    return this.#job === null && !this.#ended;
  }

  write(data: string): void {
    for (const event of this.#editor.feed(data)) this.#take(event);
  }

  resize(): void {
    // Nobody would be told.
  }

  pause(): void {
    this.#paused = true;
    this.#holdOrLetGo();
  }

  resume(): void {
    this.#paused = false;
    this.#holdOrLetGo();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended = true;
    this.resume();
    if (this.#job !== null) interrupt(this.#job);
    if (this.#left !== null) await killTree(this.#left.root);
    this.#left?.watch[Symbol.dispose]();
    await this.#turn;
  }

  #take(event: LineEvent): void {
    if (this.#ended) return;
    switch (event.type) {
      case 'echo':
        return this.#show(event.text);
      case 'line':
        if (this.#job !== null) this.#job.stdin?.write(`${event.text}\n`);
        else this.#turn = this.#turn.then(() => this.#run(event.text));
        return;
      case 'interrupt':
        if (this.#job === null) this.#prompt();
        else interrupt(this.#job);
        return;
      case 'end':
        if (this.#job !== null) this.#job.stdin?.end();
        else this.#end(0);
    }
  }

  async #run(line: string): Promise<void> {
    if (this.#ended) return;
    const change = CHANGE_FOLDER.exec(line);
    if (/^\s*exit\s*$/.test(line)) return this.#end(0);
    if (change) await this.#changeFolder(change.groups?.['folder']?.replaceAll(/^["']|["']$/g, '') ?? '~');
    else if (line.trim() !== '') await this.#execute(line);
    if (!this.#ended) this.#prompt();
  }

  async #changeFolder(wanted: string): Promise<void> {
    const home = this.#spec.env['HOME'] ?? this.#spec.env['USERPROFILE'] ?? '';
    const folder = resolve(this.#folder, wanted.replace(/^~(?=[\\/]|$)/, home));
    const isFolder = await stat(folder).then(
      (entry) => entry.isDirectory(),
      () => false,
    );
    if (isFolder) this.#folder = folder;
    else this.#show(`${t.terminal.lines.noFolder(folder)}\r\n`);
  }

  async #execute(line: string): Promise<void> {
    const options = { cwd: this.#folder, env: nested(this.#spec.env), windowsHide: true } as const;
    const child =
      process.platform === 'win32'
        ? spawn(line, { ...options, shell: true })
        : spawn(shellFile(this.#spec.env), ['-c', line], { ...options, detached: true });
    this.#job = child;
    for (const stream of [child.stdout, child.stderr]) {
      const decoder = new StringDecoder('utf8');
      stream.on('data', (bytes: Buffer) => this.#show(decoder.write(bytes).replaceAll(/\r?\n/g, '\r\n')));
    }
    // A command that ends without reading is no fault.
    child.stdin.on('error', () => undefined);
    this.#holdOrLetGo();
    const closed = new Promise((resolve) => child.once('close', resolve));
    try {
      const exit = once(child, 'exit');
      await Promise.race([exit, this.#remember(child)]);
      const [code, signal] = (await exit) as [number | null, NodeJS.Signals | null];
      // From here on what is typed is the next command, not this one's input.
      this.#job = null;
      await Promise.race([closed, delay(LAST_WORDS_MS)]);
      if (signal === null && code !== null && code !== 0) this.#show(`${t.terminal.lines.failed(code)}\r\n`);
    } catch (error) {
      this.#show(`${t.terminal.lines.notStarted(error instanceof Error ? error.message : String(error))}\r\n`);
    } finally {
      this.#job = null;
      this.#editor.clear();
    }
  }

  async #remember({ pid }: ChildProcess): Promise<void> {
    if (pid === undefined) return;
    const root = { pid, startedAt: await startTimeOf(pid), runId: this.#spec.runId };
    this.#left?.watch[Symbol.dispose]();
    this.#left = { root, watch: this.#spec.watch(root) };
  }

  #holdOrLetGo(): void {
    for (const stream of [this.#job?.stdout, this.#job?.stderr]) {
      if (this.#paused) stream?.pause();
      else stream?.resume();
    }
  }

  #prompt(): void {
    this.#show(`\x1b[1m${basename(this.#folder)}\x1b[0m › `);
  }

  #show(text: string): void {
    this.#listener.output(Buffer.from(text));
  }

  #end(code: number): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#listener.ended(code);
  }
}

/**
 * As from within a shell. Node's pipes are sockets, and a bash whose input is one takes itself for a remote login: with
 * nothing above it, it reads the whole `.bashrc` before each command (seen: a version manager in there that waited for a
 * lock, and no answer to `pwd` in 40 s).
 */
function nested(env: Readonly<Record<string, string>>): Record<string, string> {
  return { ...env, SHLVL: String(Math.max(1, Number(env['SHLVL']) || 0)) };
}

/** The command leads a group of its own, and Ctrl-C goes to the whole group, as a terminal sends it. */
function interrupt({ pid }: ChildProcess): void {
  if (pid !== undefined) sendSignal('SIGINT', process.platform === 'win32' ? pid : -pid);
}

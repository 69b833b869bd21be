import { basename } from 'node:path';
import type { IPty } from 'node-pty';
import { startTimeOf } from '#lab/process-list.ts';
import { killTree, type TreeRoot } from '#lab/process-tree.ts';
import type { TerminalSize } from '../protocol.ts';
import { foregroundOf } from './foreground.ts';
import type { Shell, ShellListener, ShellSpec } from './shell.ts';
import { shellCommand } from './shell-command.ts';

/** A real shell on a pseudoterminal. */
export class PtyShell implements Shell {
  readonly mode = { kind: 'pty' } as const;
  readonly #pty: IPty;
  readonly #name: string;
  readonly #root: TreeRoot;
  readonly #watch: Disposable;
  #running = true;

  /**
   * Rejects where node-pty is missing, does not load, or gets no pseudoterminal of the system.
   *
   * @param load the native module; only loading it tells whether this machine has it.
   */
  static async open(
    spec: ShellSpec,
    listener: ShellListener,
    load: () => Promise<typeof import('node-pty')> = () => import('node-pty'),
  ): Promise<PtyShell> {
    const { spawn } = await load();
    const { file, args, env } = shellCommand(spec.env);
    // Bytes, not text: a character may be cut in two, and both screens can put it together again.
    const pty = spawn(file, args, { cwd: spec.cwd, env, ...spec.size, encoding: null });
    const ended = Promise.withResolvers<number>();
    pty.onExit(({ exitCode }) => ended.resolve(exitCode));
    const early: Uint8Array[] = [];
    let hear = (bytes: Uint8Array): void => void early.push(bytes);
    // With `encoding: null` it gives buffers, whatever its types say.
    pty.onData((data: unknown) => hear(data as Uint8Array));
    const root = { pid: pty.pid, startedAt: await startTimeOf(pty.pid), runId: spec.runId };
    const shell = new PtyShell(pty, basename(file), root, spec.watch(root));
    for (const bytes of early) listener.output(bytes);
    hear = (bytes) => listener.output(bytes);
    void ended.promise.then((code) => shell.#end(code, listener));
    return shell;
  }

  private constructor(pty: IPty, name: string, root: TreeRoot, watch: Disposable) {
    this.#pty = pty;
    this.#name = name;
    this.#root = root;
    this.#watch = watch;
  }

  #end(code: number, listener: ShellListener): void {
    this.#running = false;
    listener.ended(code);
  }

  /** By the name of the program in the foreground; Windows does not tell, and there it always is the shell. */
  get idle(): boolean | null {
    if (!this.#running || process.platform === 'win32') return this.#running;
    const foreground = foregroundOf(this.#pty.pid);
    if (foreground === null) return basename(this.#pty.process) === this.#name;
    const { group, program } = foreground;
    if (program === this.#name) return true;
    // A child that is not the shell yet, or a program that becomes another.
    return program === '' || group === this.#pty.pid ? null : false;
  }

  write(data: string): void {
    if (this.#running) this.#pty.write(data);
  }

  resize({ cols, rows }: TerminalSize): void {
    if (this.#running) this.#pty.resize(cols, rows);
  }

  pause(): void {
    this.#pty.pause();
  }

  resume(): void {
    this.#pty.resume();
  }

  /** node-pty's own `kill` leaves what has a session of its own (`setsid`) alive. */
  async [Symbol.asyncDispose](): Promise<void> {
    // Whoever was held must be let go, or its end would wait for a reader.
    this.resume();
    // An interactive shell ignores SIGTERM, and hanging up is what it understands.
    if (this.#running) this.#pty.kill();
    await killTree(this.#root);
    this.#watch[Symbol.dispose]();
  }
}

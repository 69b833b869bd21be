/** The workshop as a learner starts it: the real command, on a free port, with a workspace of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const START_LINK = /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/;

export class Workshop implements AsyncDisposable {
  /** Folder of the learner's files. */
  readonly workspace: string;
  /** The learner's home, empty: what is in this machine's own shall not decide what a shell in the terminal does. */
  readonly home: string;
  /** The link that opens a session, as printed. */
  startUrl = '';
  #process: ChildProcess | undefined;

  private constructor(workspace: string, home: string) {
    this.workspace = workspace;
    this.home = home;
  }

  static async open(): Promise<Workshop> {
    const [workspace, home] = await Promise.all(
      ['vazou-e2e-', 'vazou-e2e-home-'].map((name) => mkdtemp(join(tmpdir(), name))),
    );
    const workshop = new Workshop(workspace!, home!);
    await workshop.start(0);
    return workshop;
  }

  get origin(): string {
    return new URL(this.startUrl).origin;
  }

  /** Starts it, again on the same port if it ran before. */
  async start(port = Number(new URL(this.startUrl).port)): Promise<void> {
    const child = spawn(process.execPath, ['src/cli/start.ts', '--port', String(port)], {
      cwd: root,
      env: { ...process.env, HOME: this.home, VAZOU_WORKSPACE: this.workspace },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#process = child;
    this.startUrl = await printedLink(child.stdout);
  }

  /** Ends it as Ctrl-C does, or as nothing can prepare for, and waits until it has gone. */
  async stop(signal: 'SIGINT' | 'SIGKILL' = 'SIGINT'): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child || child.exitCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    for (const folder of [this.workspace, this.home]) await rm(folder, { recursive: true, force: true });
  }
}

/** Reads on to the end: a full pipe would hold the workshop up. */
function printedLink(output: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    output.setEncoding('utf8');
    output.on('data', (text: string) => {
      printed += text;
      const link = START_LINK.exec(printed)?.[0];
      if (link !== undefined) resolve(link);
    });
    output.once('end', () => reject(new Error(`The workshop did not start:\n${printed}`)));
  });
}

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface AppOptions {
  /** A file beside this one, or the `file:` URL of another one. */
  readonly program?: string;
  /** What `app.ts` does besides keeping rows. */
  readonly does?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly execArgv?: readonly string[];
  /** Where it runs; the specifiers of `--import` are looked up from there. */
  readonly cwd?: string;
}

/** A process with the diagnostics in it, by default on a port from the system. */
export class App implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #lines: string[] = [];
  readonly #waiting = new Set<() => void>();
  readonly ended: Promise<number | null>;

  constructor({ program = 'app.ts', does = '', env = {}, execArgv = [], cwd }: AppOptions = {}) {
    const app = fileURLToPath(new URL(program, import.meta.url));
    const flags = ['--no-turbo-inlining', '--no-maglev-inlining'];
    const child = spawn(process.execPath, [...flags, ...execArgv, app], {
      env: { PATH: process.env['PATH'] ?? '', VAZOU_DEBUG_PORT: '0', APP: does, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
      cwd,
    });
    this.#child = child;
    this.ended = once(child, 'exit').then(([code]) => code);
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        this.#lines.push(line);
        for (const check of this.#waiting) check();
      });
    }
    void once(child, 'close').then(() => this.#waiting.forEach((check) => check()));
  }

  get pid(): number {
    return this.#child.pid ?? -1;
  }

  /** Everything said so far, on stdout and stderr. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  /** The first line, said already or to come, that matches. */
  async line(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = this.#lines.map((line) => pattern.exec(line)).find((match) => match !== null);
      if (found) return found;
      if ((this.#child.exitCode ?? this.#child.signalCode) !== null)
        throw new Error(`${pattern} was never said:\n${this.#lines.join('\n')}`);
      await new Promise<void>((resolve) => {
        this.#waiting.add(resolve);
      });
    }
  }

  /** Address of the index, once the debug server listens. */
  async root(): Promise<string> {
    const [, address = ''] = await this.line(/(http:\/\/127\.0\.0\.1:\d+\/debug\/pprof\/)/);
    return address;
  }

  /** A line on stdin. */
  say(words: string): void {
    this.#child.stdin?.write(`${words}\n`);
  }

  /** One byte, for who waits for it. */
  letGo(): void {
    this.#child.stdin?.write('.');
  }

  /** A line for `obedient-app.ts`, which says when it begins and when it is done. */
  tell(line: string): void {
    this.#child.stdin?.write(`${line}\n`);
  }

  /** Has the app call `process.exit(7)`. */
  exit(): Promise<number | null> {
    this.#child.stdin?.end('exit');
    return this.ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }
}

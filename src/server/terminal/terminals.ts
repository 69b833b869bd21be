import { randomUUID } from 'node:crypto';
import type { Lab } from '#lab/catalog.ts';
import type { Workspace } from '#lab/workspace.ts';
import { ServerError } from '../errors.ts';
import { MAX_TERMINALS, UNWATCHED_TERMINAL_MS } from '../limits.ts';
import type { TerminalInfo } from './protocol.ts';
import { openShell, type OpenShell } from './shell/open-shell.ts';
import { shellEnv } from './shell/shell-env.ts';
import { Terminal, type Viewer } from './terminal.ts';
import { WatchedShells } from './watched-shells.ts';

export interface TerminalsOptions {
  readonly workspace: Workspace;
  readonly openShell?: OpenShell | undefined;
  /** How long a terminal lives on without a page that shows it. */
  readonly unwatchedMs?: number | undefined;
}

/** Owns every terminal of the workshop: opened on request, ended on request, when forgotten, or with the workshop. */
export class Terminals implements AsyncDisposable {
  readonly #options: Required<TerminalsOptions>;
  readonly #watched = new WatchedShells();
  /** By lab, in the order of opening. */
  readonly #open = new Map<string, Terminal[]>();
  /** What is promised to terminals that are being opened, as `lab/number`. */
  readonly #promised = new Set<string>();
  readonly #forgotten = new Map<Terminal, NodeJS.Timeout>();
  /** Disposals and openings under way. */
  readonly #busy = new Set<Promise<unknown>>();
  #disposed = false;

  constructor({ workspace, openShell: open, unwatchedMs }: TerminalsOptions) {
    this.#options = { workspace, openShell: open ?? openShell, unwatchedMs: unwatchedMs ?? UNWATCHED_TERMINAL_MS };
  }

  list(lab: Lab): readonly TerminalInfo[] {
    return this.#of(lab.slug).map(({ id, number }) => ({ id, number }));
  }

  /** @throws {ServerError} `too-many-terminals`, however many are asked for at the same time. */
  async open(lab: Lab): Promise<TerminalInfo> {
    const count = [...this.#open.values()].reduce((sum, { length }) => sum + length, this.#promised.size);
    if (this.#disposed || count >= MAX_TERMINALS) throw new ServerError('too-many-terminals');
    // Promised before anything is waited for: two that open at once are two by count and by number.
    const number = this.#freeNumber(lab.slug);
    const promise = `${lab.slug}/${number}`;
    this.#promised.add(promise);
    try {
      return await this.#track(this.#openIn(lab, number));
    } finally {
      this.#promised.delete(promise);
    }
  }

  /** @throws {ServerError} `unknown-terminal` */
  find(labId: string, terminalId: string): Terminal {
    const terminal = this.#of(labId).find(({ id }) => id === terminalId);
    if (terminal === undefined) throw new ServerError('unknown-terminal');
    return terminal;
  }

  /** Shows a terminal; disposing of what is returned ends that. */
  watch(terminal: Terminal, viewer: Viewer): Disposable {
    clearTimeout(this.#forgotten.get(terminal));
    this.#forgotten.delete(terminal);
    void terminal.attach(viewer);
    return {
      [Symbol.dispose]: () => {
        terminal.detach(viewer);
        if (!terminal.watched) this.#forget(terminal);
      },
    };
  }

  /** Ends a terminal with everything that runs in it. @throws {ServerError} `unknown-terminal` */
  async close(labId: string, terminalId: string): Promise<void> {
    await this.#end(this.find(labId, terminalId));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true;
    await Promise.allSettled(this.#busy);
    await Promise.all([...this.#open.values()].flat().map((terminal) => this.#end(terminal)));
    await this.#watched[Symbol.asyncDispose]();
  }

  async #openIn(lab: Lab, number: number): Promise<TerminalInfo> {
    const runId = randomUUID();
    const folder = await this.#options.workspace.folder(lab);
    const spec = {
      cwd: folder,
      env: shellEnv({ runId, folder, workspace: this.#options.workspace.root }),
      runId,
      watch: this.#watched.watch.bind(this.#watched),
    };
    const terminal = await Terminal.open(number, spec, this.#options.openShell);
    this.#open.set(lab.slug, [...this.#of(lab.slug), terminal]);
    this.#forget(terminal);
    return { id: terminal.id, number };
  }

  #freeNumber(labId: string): number {
    const taken = new Set(this.#of(labId).map(({ number }) => number));
    for (let number = 1; ; number++) {
      if (!taken.has(number) && !this.#promised.has(`${labId}/${number}`)) return number;
    }
  }

  #of(labId: string): Terminal[] {
    return this.#open.get(labId) ?? [];
  }

  /** Nobody looks: it may come to an end, unless somebody comes back in time. */
  #forget(terminal: Terminal): void {
    clearTimeout(this.#forgotten.get(terminal));
    if (![...this.#open.values()].some((terminals) => terminals.includes(terminal))) return;
    const timer = setTimeout(() => void this.#end(terminal), this.#options.unwatchedMs);
    this.#forgotten.set(terminal, timer);
  }

  async #end(terminal: Terminal): Promise<void> {
    for (const [labId, terminals] of this.#open) {
      this.#open.set(
        labId,
        terminals.filter((other) => other !== terminal),
      );
    }
    clearTimeout(this.#forgotten.get(terminal));
    this.#forgotten.delete(terminal);
    await this.#track(terminal[Symbol.asyncDispose]());
  }

  async #track<T>(work: Promise<T>): Promise<T> {
    this.#busy.add(work);
    try {
      return await work;
    } finally {
      this.#busy.delete(work);
    }
  }
}

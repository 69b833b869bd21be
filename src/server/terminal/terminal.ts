import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ACK_EVERY_BYTES, MAX_COLUMNS, MAX_ROWS } from '../limits.ts';
import { Flow } from './flow.ts';
import type { TerminalClientMessage, TerminalEnd, TerminalServerMessage, TerminalSize } from './protocol.ts';
import { Screen } from './screen.ts';
import type { OpenShell } from './shell/open-shell.ts';
import type { Shell, ShellSpec } from './shell/shell.ts';

/** The page that shows a terminal. */
export interface Viewer {
  send(message: TerminalServerMessage): void;
  output(bytes: Uint8Array): void;
  close(): void;
}

/** Before a page says how much room it has. */
const FIRST_SIZE: TerminalSize = { cols: 80, rows: 24 };

/** A program becomes another (`exec`) within a millisecond or so; on a busy machine it takes longer. */
const LOOK_AGAIN_MS = 20;
const MOST_LOOKS = 25;

/** Ctrl-E, then Ctrl-U: some shells drop only what is left of the cursor. */
const DROP_LINE = '\x05\x15';

/**
 * A shell, a copy of its screen, and at most one page that shows it: with two, the smaller would spoil the larger
 * one's lines, and the slower would hold the faster. Who comes later takes over.
 */
export class Terminal implements AsyncDisposable {
  readonly id: string;
  readonly number: number;
  readonly #screen: Screen;
  readonly #shell: Shell;
  readonly #flow: Flow;
  #viewer: Viewer | null = null;
  /** Output that came while a new viewer waits for its copy of the screen. */
  #early: Uint8Array[] | null = null;
  #ended: TerminalEnd | null = null;
  /** Resolves with the first output. */
  readonly #greeted = Promise.withResolvers<void>();
  #hasGreeted = false;
  /** The commands asked for, one after the other. */
  #runs = Promise.resolve();
  #disposal: Promise<void> | null = null;

  static async open(number: number, spec: Omit<ShellSpec, 'size'>, openShell: OpenShell): Promise<Terminal> {
    const screen = new Screen(FIRST_SIZE);
    try {
      const heard = Promise.withResolvers<Terminal>();
      const shell = await openShell(
        { ...spec, size: FIRST_SIZE },
        {
          output: (bytes) => void heard.promise.then((terminal) => terminal.#output(bytes)),
          ended: (code) => void heard.promise.then((terminal) => terminal.#end({ code })),
        },
      );
      const terminal = new Terminal(number, screen, shell);
      heard.resolve(terminal);
      return terminal;
    } catch (error) {
      screen[Symbol.dispose]();
      throw error;
    }
  }

  private constructor(number: number, screen: Screen, shell: Shell) {
    this.id = randomUUID();
    this.number = number;
    this.#screen = screen;
    this.#shell = shell;
    this.#flow = new Flow(shell);
  }

  get watched(): boolean {
    return this.#viewer !== null;
  }

  /** Shows the terminal to `viewer`, as it is, and from now on. Another one that looked is sent away. */
  async attach(viewer: Viewer): Promise<void> {
    const before = this.#viewer;
    this.#viewer = viewer;
    this.#flow.unwatched();
    this.#early = [];
    before?.send({ type: 'taken' });
    before?.close();
    const { size, text } = await this.#screen.copy();
    if (this.#viewer !== viewer) return;
    viewer.send({
      type: 'hello',
      mode: this.#shell.mode,
      size,
      largest: { cols: MAX_COLUMNS, rows: MAX_ROWS },
      screen: text,
      ended: this.#ended,
      greeted: this.#hasGreeted,
      ackEvery: ACK_EVERY_BYTES,
    });
    const early = this.#early;
    this.#early = null;
    for (const bytes of early) this.#show(bytes);
  }

  detach(viewer: Viewer): void {
    if (this.#viewer !== viewer) return;
    this.#viewer = null;
    this.#early = null;
    this.#flow.unwatched();
  }

  /** What a page says. Only the one that shows the terminal is listened to. */
  receive(viewer: Viewer, message: TerminalClientMessage): void {
    if (this.#viewer !== viewer) return;
    switch (message.type) {
      case 'input':
        return this.#shell.write(message.data);
      case 'run':
        this.#runs = this.#runs.then(() => this.#run(viewer, message.command));
        return;
      case 'resize':
        this.#screen.resize(message);
        return this.#shell.resize(message);
      case 'ack':
        return this.#flow.drawn(message.bytes);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposal ??= this.#dispose();
    await this.#disposal;
  }

  /** A shell that has printed nothing yet has no prompt to type at: the terminal would show the command twice. */
  async #run(viewer: Viewer, command: string): Promise<void> {
    await this.#greeted.promise;
    let { idle } = this.#shell;
    for (let looks = 0; idle === null && looks < MOST_LOOKS; looks++) {
      await delay(LOOK_AGAIN_MS);
      ({ idle } = this.#shell);
    }
    if (idle !== true) return viewer.send({ type: 'busy', command });
    this.#shell.write(`${DROP_LINE}${command}\r`);
    // Until it has begun, the next one would find the shell idle and be typed into it.
    for (let looks = 0; this.#shell.idle === true && looks < MOST_LOOKS; looks++) await delay(LOOK_AGAIN_MS);
  }

  async #dispose(): Promise<void> {
    const viewer = this.#viewer;
    this.#viewer = null;
    viewer?.send({ type: 'closed' });
    viewer?.close();
    await this.#shell[Symbol.asyncDispose]();
    this.#screen[Symbol.dispose]();
  }

  #output(bytes: Uint8Array): void {
    if (this.#disposal !== null) return;
    this.#hasGreeted = true;
    this.#greeted.resolve();
    this.#flow.parsing(bytes.length);
    this.#screen.write(bytes, () => this.#flow.parsed(bytes.length));
    if (this.#early !== null) this.#early.push(bytes);
    else this.#show(bytes);
  }

  #show(bytes: Uint8Array): void {
    if (this.#viewer === null) return;
    this.#flow.sent(bytes.length);
    this.#viewer.output(bytes);
  }

  /** What it left running has no screen any more, and nobody would know of it. */
  #end(end: TerminalEnd): void {
    this.#ended = end;
    if (this.#disposal !== null) return;
    void this.#shell[Symbol.asyncDispose]();
    if (this.#early === null) this.#viewer?.send({ type: 'ended', end });
  }
}

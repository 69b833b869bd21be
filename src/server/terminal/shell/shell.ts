import type { TreeRoot } from '#lab/process-tree.ts';
import type { TerminalMode, TerminalSize } from '../protocol.ts';

export interface ShellSpec {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly size: TerminalSize;
  /** In the environment, as `VAZOU_RUN_ID`, of everything that is started in it. */
  readonly runId: string;
  /** To be told of every process that is started: somebody must end it if we no longer can. */
  readonly watch: (root: TreeRoot) => Disposable;
}

export interface ShellListener {
  output(bytes: Uint8Array): void;
  /** Once, after the last output. */
  ended(code: number): void;
}

/** What runs in a terminal. Disposing of it ends every process that was started in it, whatever its session. */
export interface Shell extends AsyncDisposable {
  readonly mode: TerminalMode;
  /** Whether what is typed now is a command: no other program has the terminal. `null`: nobody can tell just now. */
  readonly idle: boolean | null;
  write(data: string): void;
  resize(size: TerminalSize): void;
  pause(): void;
  resume(): void;
}

import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import type { TreeRoot } from '#lab/process-tree.ts';
import type { WardenOrder } from './warden.ts';

const WARDEN = join(import.meta.dirname, 'warden.ts');

/** Keeps the warden, while there is anything to be watched, and tells it what. */
export class WatchedShells implements AsyncDisposable {
  readonly #roots = new Map<string, TreeRoot>();
  #warden: ChildProcessByStdio<Writable, null, null> | null = null;
  /** Resolves once no warden is left that was dismissed. */
  #gone: Promise<unknown> = Promise.resolve();

  /** Disposing of what is returned ends the watch: by then nothing of the tree is left. */
  watch(root: TreeRoot): Disposable {
    this.#roots.set(root.runId, root);
    // A new one is told everything, this root included.
    if (this.#warden === null) this.#warden = this.#start();
    else tell(this.#warden, { type: 'watch', root });
    return {
      [Symbol.dispose]: () => {
        this.#roots.delete(root.runId);
        if (this.#warden === null) return;
        tell(this.#warden, { type: 'forget', runId: root.runId });
        if (this.#roots.size === 0) this.#dismiss();
      },
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#dismiss();
    await this.#gone;
  }

  /** Detached: Ctrl-C in the terminal of the workshop must not reach it before its work is done. */
  #start(): ChildProcessByStdio<Writable, null, null> {
    const warden = spawn(process.execPath, [WARDEN], { stdio: ['pipe', 'ignore', 'ignore'], detached: true, env: {} });
    warden.stdin.on('error', () => undefined);
    warden.on('error', (error) => console.error(error));
    // Somebody ended it: the next shell starts another, which is told of all.
    warden.once('exit', () => {
      if (this.#warden === warden) this.#warden = null;
    });
    for (const root of this.#roots.values()) tell(warden, { type: 'watch', root });
    return warden;
  }

  #dismiss(): void {
    const warden = this.#warden;
    this.#warden = null;
    if (warden === null) return;
    this.#gone = Promise.all([this.#gone, once(warden, 'exit')]);
    warden.stdin.end();
  }
}

function tell(warden: ChildProcessByStdio<Writable, null, null>, order: WardenOrder): void {
  if (warden.stdin.writable) warden.stdin.write(`${JSON.stringify(order)}\n`);
}

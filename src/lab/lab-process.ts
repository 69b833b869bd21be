/** One lab process with its ceiling, its notes and its end. It owns the child and everything that the child starts. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { t } from '#i18n/index.ts';
import { childEnv } from './child-env.ts';
import { childFlags } from './child-flags.ts';
import { ranOutOfMemory, type Exit } from './death.ts';
import { deathFolder, dropLastProfile, keepLastProfile } from './last-profile.ts';
import { onLines } from './line-splitter.ts';
import { LineThrottle } from './line-throttle.ts';
import { hadChildren, startTimeOf } from './process-list.ts';
import { killTree, treeOf, type TreeRoot } from './process-tree.ts';
import { removeRunFile, runFilePath, writeRunFile } from './run-file.ts';
import type { DiagnosticsWish } from './scenario.ts';
import { Tail } from './tail.ts';

export interface Ports {
  readonly service: number;
  readonly debug: number;
}

export interface ProcessOptions {
  /** The `.ts` file to run. */
  readonly entry: string;
  readonly ceilingMiB: number;
  readonly ports: Ports;
  readonly diagnostics?: DiagnosticsWish | undefined;
  readonly runDir: string;
  /** Where it shall leave a last profile when it runs out of memory, and whose it is; omitted: nowhere. */
  readonly lastProfile?: { readonly deathsDir: string; readonly slug: string } | undefined;
  readonly onLine?: ((stream: 'stdout' | 'stderr', line: string) => void) | undefined;
}

/** An OOM prints around 6,000 characters, the reason in the middle of them. */
const STDERR_TAIL = 16_000;
/** After the exit, for the last output to arrive; a grandchild that holds the pipe open would keep us for ever. */
const LAST_WORDS_MS = 500;

const guard = new URL('./child/guard.ts', import.meta.url).href;

export class LabProcess implements AsyncDisposable {
  readonly runId: string;
  readonly ports: Ports;
  /** Resolves once, when the process has ended for whatever reason. Never rejects. */
  readonly ended: Promise<Exit>;
  readonly #child: ChildProcess;
  readonly #runDir: string;
  #root: TreeRoot;
  #disposal: Promise<void> | null = null;

  static async spawn(options: ProcessOptions): Promise<LabProcess> {
    const child = new LabProcess(options);
    try {
      await child.#leaveNote();
      return child;
    } catch (error) {
      // Without a note nobody could clean up after us.
      await child[Symbol.asyncDispose]();
      throw error;
    }
  }

  private constructor(options: ProcessOptions) {
    this.runId = randomUUID();
    this.ports = options.ports;
    this.#runDir = options.runDir;
    const identity = {
      runId: this.runId,
      ownerPid: process.pid,
      runFile: runFilePath(options.runDir, this.runId),
    };
    const { lastProfile } = options;
    const folder = lastProfile && deathFolder(lastProfile.deathsDir, lastProfile.slug, this.runId);
    this.#child = spawn(process.execPath, [...childFlags(options.ceilingMiB, guard), options.entry], {
      cwd: dirname(options.entry),
      env: childEnv(options.ports, { ...identity, deathFolder: folder }, options.diagnostics),
      stdio: ['ignore', 'pipe', 'pipe'],
      // Its own process group: Ctrl-C in our terminal is for us, and we decide how the lab ends.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    this.#root = { pid: this.#child.pid ?? -1, startedAt: null, runId: this.runId };
    const exit = watchEnd(this.#child, options.onLine);
    this.ended = lastProfile && folder ? withLastProfile(exit, lastProfile.deathsDir, folder) : exit;
  }

  get pid(): number {
    return this.#root.pid;
  }

  get alive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null && this.#child.pid !== undefined;
  }

  /**
   * Living processes in the lab's tree besides the lab itself, and one for all that have ended; 0 where the system does
   * not list them (Windows).
   */
  async countHelpers(): Promise<number> {
    if (process.platform === 'win32') return 0;
    const [tree, ended] = await Promise.all([treeOf(this.runId, [this.#root]), hadChildren(this.pid)]);
    return tree.filter(({ pid }) => pid !== this.pid).length + (ended ? 1 : 0);
  }

  /** Ends the process with everything it started, and forgets it. Safe to call again. */
  [Symbol.asyncDispose](): Promise<void> {
    this.#disposal ??= this.#end();
    return this.#disposal;
  }

  async #end(): Promise<void> {
    // Windows tells processes apart by pid alone: once ours has ended, its number may be somebody else's.
    if (this.alive || process.platform !== 'win32') await killTree(this.#root);
    await this.ended;
    await removeRunFile(this.#runDir, this.runId);
  }

  async #leaveNote(): Promise<void> {
    if (this.#child.pid === undefined) return;
    const [startedAt, ownStart] = await Promise.all([startTimeOf(this.pid), startTimeOf(process.pid)]);
    this.#root = { ...this.#root, startedAt };
    await writeRunFile(this.#runDir, {
      runId: this.runId,
      owner: { pid: process.pid, startedAt: ownStart },
      child: { pid: this.pid, startedAt },
      debugPort: this.ports.debug,
    });
  }
}

async function withLastProfile(ended: Promise<Exit>, deathsDir: string, folder: string): Promise<Exit> {
  const exit = await ended;
  if (ranOutOfMemory(exit)) return { ...exit, lastProfile: (await keepLastProfile(deathsDir, folder)) ?? undefined };
  await dropLastProfile(folder);
  return exit;
}

async function watchEnd(child: ChildProcess, onLine: ProcessOptions['onLine']): Promise<Exit> {
  const tail = new Tail(STDERR_TAIL);
  for (const stream of ['stdout', 'stderr'] as const) {
    const readable = child[stream];
    if (readable === null) continue;
    const throttle = new LineThrottle((line) => onLine?.(stream, line), t.lab.omittedLines);
    onLines(readable, (line) => {
      if (stream === 'stderr') tail.push(line);
      throttle.push(line);
    });
    readable.on('end', () => throttle.flush());
  }
  const closed = once(child, 'close').catch(() => undefined);
  try {
    await once(child, 'exit');
  } catch (error) {
    // `error` instead of `exit`: the process never started (no memory, no file descriptors).
    return { code: null, signal: null, stderr: String(error) };
  }
  await Promise.race([closed, delay(LAST_WORDS_MS, undefined, { ref: false })]);
  return { code: child.exitCode, signal: child.signalCode, stderr: tail.toString() };
}

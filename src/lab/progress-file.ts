import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Diagnosis, Verdict } from './judgement.ts';
import { localTimestamp } from './local-timestamp.ts';
import { merged, NO_PROGRESS, progressShape, withStep, type Progress, type Step } from './progress.ts';
import { replaceFile } from './replace-file.ts';
import { Turns } from './turns.ts';

const NAME = 'progresso.json';
/** The workshop and a terminal may write at the same time: a write takes milliseconds, so this is patience enough. */
const LOCK_RETRY_MS = 20;
const LOCK_PATIENCE_MS = 2_000;
/** Left by a process that was killed between two lines. */
const LOCK_STALE_MS = 5_000;

export interface ProgressReading {
  readonly progress: Progress;
  /** Name under which a file that could not be read was kept aside, when that has just happened. */
  readonly keptAside: string | null;
}

/** The learner's progress in the workspace, shared by the workshop and the command line. */
export class ProgressFile implements AsyncDisposable {
  readonly #root: string;
  readonly #turns = new Turns();
  readonly #followers = new Set<(progress: Progress) => void>();

  /** @param root the workspace. */
  constructor(root: string) {
    this.#root = root;
  }

  get path(): string {
    return join(this.#root, NAME);
  }

  /**
   * Never loses a file that it does not understand: that one is kept beside, and the reading begins anew.
   * @throws where there is a file that cannot be read: to take that for no progress would be to write over it.
   */
  async read(): Promise<ProgressReading> {
    const text = await readFile(this.path, 'utf8').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    });
    if (text === null) return { progress: NO_PROGRESS, keptAside: null };
    const progress = parsed(text);
    if (progress !== null) return { progress, keptAside: null };
    const aside = `progresso.danificado-${localTimestamp(new Date())}.json`;
    await rename(this.path, join(this.#root, aside)).catch(() => undefined);
    return { progress: NO_PROGRESS, keptAside: aside };
  }

  /** Reads, changes and writes in one go, whoever else does the same. */
  update(change: (progress: Progress) => Progress): Promise<Progress> {
    return this.#turns.take(async () => {
      await mkdir(this.#root, { recursive: true });
      await using _lock = await takeLock(`${this.path}.lock`);
      const { progress: before } = await this.read();
      const after = change(before);
      if (after !== before) {
        await replaceFile(this.path, `${JSON.stringify(after, null, 2)}\n`);
        for (const follower of this.#followers) follower(after);
      }
      return after;
    });
  }

  /** What the workshop itself has seen done. */
  async mark(lesson: string, steps: readonly Step[]): Promise<void> {
    await this.update((progress) =>
      steps.reduce((all, step) => withStep(all, lesson, step, 'workshop', Date.now()), progress),
    );
  }

  /** A verdict on the learner's own code. */
  async noteVerdict(lesson: string, verdict: Verdict): Promise<void> {
    const steps = stepsOf(verdict);
    if (steps.length > 0) await this.mark(lesson, steps);
  }

  import(other: Progress): Promise<Progress> {
    return this.update((progress) => merged(progress, other));
  }

  /** Resolves when everything that was to be written is. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#turns.take(() => Promise.resolve());
  }

  /** Calls back after each change that this process makes; dispose of the answer to stop. */
  follow(follower: (progress: Progress) => void): Disposable {
    this.#followers.add(follower);
    return { [Symbol.dispose]: () => void this.#followers.delete(follower) };
  }
}

/** Null for what is no progress. */
export function parsed(text: string): Progress | null {
  try {
    return progressShape.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function stepsOf(verdict: Verdict): readonly Step[] {
  if (verdict.kind !== 'judged' || verdict.variant !== 'mine') return [];
  const diagnosis = verdict.parts.find((part) => part.name === 'diagnosis');
  const named: Diagnosis | null = diagnosis?.outcome === 'pass' ? diagnosis.given : null;
  return [...(named === null ? [] : (['read'] as const)), ...(verdict.passed ? (['fix', 'prove'] as const) : [])];
}

async function takeLock(path: string): Promise<AsyncDisposable> {
  const until = Date.now() + LOCK_PATIENCE_MS;
  for (;;) {
    try {
      await (await open(path, 'wx')).close();
      return { [Symbol.asyncDispose]: () => rm(path, { force: true }) };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const age = await stat(path).then(
        ({ mtimeMs }) => Date.now() - mtimeMs,
        () => 0,
      );
      if (age > LOCK_STALE_MS || Date.now() > until) await rm(path, { force: true });
      else await delay(LOCK_RETRY_MS);
    }
  }
}

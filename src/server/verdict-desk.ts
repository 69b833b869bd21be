import type { Lab } from '#lab/catalog.ts';
import { judge } from '#lab/judge.ts';
import type { TakenProfile } from '#lab/judge/trial.ts';
import type { LabRun } from '#lab/lab-run.ts';
import type { ProgressFile } from '#lab/progress-file.ts';
import type { Workspace } from '#lab/workspace.ts';
import type { LabEvent, Snapshot, Verdict, VerdictRequest } from './contract.ts';
import { describeError, ServerError } from './errors.ts';
import type { OpenLab } from './lab-registry.ts';

type VerdictEvent = Extract<LabEvent, { type: 'verdict' | 'verdict-progress' | 'verdict-failed' }>;
type Standing = Pick<Snapshot, 'verdict' | 'judging'>;

const NOTHING_YET: Standing = { verdict: null, judging: null };

/**
 * Judges one fix at a time, because a verdict keeps the machine busy, and remembers each lab's last one. Owns the
 * judgement under way.
 */
export class VerdictDesk implements AsyncDisposable {
  readonly #workspace: Workspace;
  readonly #progress: ProgressFile;
  readonly #standings = new Map<string, Standing>();
  readonly #followers = new Map<string, Set<(event: VerdictEvent) => void>>();
  readonly #stop = new AbortController();
  #current: Promise<void> | null = null;

  constructor(workspace: Workspace, progress: ProgressFile) {
    this.#workspace = workspace;
    this.#progress = progress;
  }

  /** Takes the order up; followers hear how it goes. @throws {ServerError} `busy` while another is being judged. */
  order(open: OpenLab, request: VerdictRequest): void {
    if (this.#current !== null || this.#stop.signal.aborted) throw new ServerError('busy');
    this.#current = this.#judge(open, request).finally(() => (this.#current = null));
  }

  standing(lab: Lab): Standing {
    return this.#standings.get(lab.slug) ?? NOTHING_YET;
  }

  follow(lab: Lab, follower: (event: VerdictEvent) => void): Disposable {
    const followers = this.#followers.get(lab.slug) ?? new Set();
    this.#followers.set(lab.slug, followers.add(follower));
    return { [Symbol.dispose]: () => void followers.delete(follower) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#current;
  }

  /** Never rejects: whatever happens is told to the followers. */
  async #judge({ lab, run }: OpenLab, { variant, diagnosis }: VerdictRequest): Promise<void> {
    let taken: TakenProfile | null = null;
    this.#tell(lab, { type: 'verdict-progress', progress: { step: 'starting', fraction: 0 } });
    try {
      const code = await this.#workspace.fingerprint(lab, variant);
      const verdict = await judge(lab, variant, {
        workspace: this.#workspace,
        diagnosis,
        signal: this.#stop.signal,
        onProgress: (progress) => this.#tell(lab, { type: 'verdict-progress', progress }),
        onProfile: (profile) => (taken = profile),
      });
      await keepProfile(run, taken, verdict, code);
      // A progress that cannot be written changes nothing about the verdict.
      await this.#progress.noteVerdict(lab.slug, verdict).catch((error: unknown) => console.error(error));
      this.#tell(lab, { type: 'verdict', verdict: { ...verdict, code } });
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      console.error(error);
      this.#tell(lab, { type: 'verdict-failed', error: describeError(error) });
    }
  }

  #tell(lab: Lab, event: VerdictEvent): void {
    this.#standings.set(lab.slug, after(this.standing(lab), event));
    for (const follower of this.#followers.get(lab.slug) ?? []) follower(event);
  }
}

/** So that after a fix there is a before and an after, taken alike. */
async function keepProfile(run: LabRun, taken: TakenProfile | null, verdict: Verdict, code: string): Promise<void> {
  if (taken === null || verdict.kind !== 'judged') return;
  const { variant, at: takenAt, passed } = verdict;
  const facts = { profile: taken.profile, variant, code, takenAt, verdict: passed ? 'pass' : 'fail' } as const;
  await run.captures.keep(taken.bytes, facts);
}

function after(before: Standing, event: VerdictEvent): Standing {
  switch (event.type) {
    case 'verdict-progress':
      return { ...before, judging: event.progress };
    case 'verdict':
      return { verdict: event.verdict, judging: null };
    case 'verdict-failed':
      return { ...before, judging: null };
  }
}

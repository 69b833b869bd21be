import { judge } from '#lab/judge.ts';
import type { Lab } from '#lab/catalog.ts';
import type { Workspace } from '#lab/workspace.ts';
import type { LabEvent, Snapshot, VerdictRequest } from './contract.ts';
import { describeError, ServerError } from './errors.ts';

type VerdictEvent = Extract<LabEvent, { type: 'verdict' | 'verdict-progress' | 'verdict-failed' }>;
type Standing = Pick<Snapshot, 'verdict' | 'judging'>;

const NOTHING_YET: Standing = { verdict: null, judging: null };

/**
 * Judges one fix at a time, because a verdict keeps the machine busy, and remembers each lab's last one. Owns the
 * judgement under way.
 */
export class VerdictDesk implements AsyncDisposable {
  readonly #workspace: Workspace;
  readonly #standings = new Map<string, Standing>();
  readonly #followers = new Map<string, Set<(event: VerdictEvent) => void>>();
  readonly #stop = new AbortController();
  #current: Promise<void> | null = null;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** Takes the order up; followers hear how it goes. @throws {ServerError} `busy` while another is being judged. */
  order(lab: Lab, request: VerdictRequest): void {
    if (this.#current !== null || this.#stop.signal.aborted) throw new ServerError('busy');
    this.#current = this.#judge(lab, request).finally(() => (this.#current = null));
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
  async #judge(lab: Lab, { variant, diagnosis }: VerdictRequest): Promise<void> {
    this.#tell(lab, { type: 'verdict-progress', progress: { step: 'starting', fraction: 0 } });
    try {
      const verdict = await judge(lab, variant, {
        workspace: this.#workspace,
        diagnosis,
        signal: this.#stop.signal,
        onProgress: (progress) => this.#tell(lab, { type: 'verdict-progress', progress }),
      });
      this.#tell(lab, { type: 'verdict', verdict });
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

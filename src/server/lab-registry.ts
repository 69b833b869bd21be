import { findLab, type Lab } from '#lab/catalog.ts';
import { LabError } from '#lab/lab-error.ts';
import { LabRun } from '#lab/lab-run.ts';
import type { RunEvent } from '#lab/run.ts';
import type { Workspace } from '#lab/workspace.ts';
import { ServerError } from './errors.ts';
import { MAX_RUNNING_LABS } from './limits.ts';

/** A lab and its one run, which every tab shares. */
export interface OpenLab {
  readonly lab: Lab;
  readonly run: LabRun;
}

/** Owns the runs of all labs: made when first asked for, disposed of with the workshop. */
export class LabRegistry implements AsyncDisposable {
  readonly #workspace: Workspace;
  readonly #maxRunning: number;
  readonly #watch: (lab: Lab, event: RunEvent) => void;
  readonly #open = new Map<string, OpenLab>();
  #disposed = false;

  /** @param watch is told of everything that happens in any lab. */
  constructor(
    workspace: Workspace,
    maxRunning = MAX_RUNNING_LABS,
    watch: (lab: Lab, event: RunEvent) => void = () => {},
  ) {
    this.#workspace = workspace;
    this.#maxRunning = maxRunning;
    this.#watch = watch;
  }

  /** @throws {ServerError} `unknown-lab` unless `id` is exactly the name of a lab of the catalogue. */
  async open(id: string): Promise<OpenLab> {
    const lab = await findLab(id);
    if (lab === undefined) throw new ServerError('unknown-lab');
    if (this.#disposed) throw new LabError('not-running');
    // No await between the look and the entry: two requests at once must share one run.
    const known = this.#open.get(lab.slug);
    if (known !== undefined) return known;
    const opened: OpenLab = {
      lab,
      run: new LabRun(lab, { workspace: this.#workspace, onEvent: (event) => this.#watch(lab, event) }),
    };
    this.#open.set(lab.slug, opened);
    return opened;
  }

  /** The state of a lab's run, without making one. */
  stateOf(lab: Lab): LabRun['state']['kind'] {
    return this.#open.get(lab.slug)?.run.state.kind ?? 'stopped';
  }

  /** @throws {ServerError} `too-many-labs` when starting `wanted` would be one more than the machine should carry. */
  makeRoomFor(wanted: OpenLab): void {
    const others = [...this.#open.values()].filter((other) => other !== wanted && isAlive(other.run));
    if (others.length >= this.#maxRunning) throw new ServerError('too-many-labs');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true;
    const runs = [...this.#open.values()].map(({ run }) => run[Symbol.asyncDispose]());
    await Promise.all(runs);
  }
}

function isAlive(run: LabRun): boolean {
  return run.state.kind !== 'stopped' && run.state.kind !== 'dead';
}

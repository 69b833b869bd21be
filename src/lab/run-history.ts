import { Lives } from './lives.ts';
import type { EarlierLife, LabState, LoadProgress, Mark, MemorySample, RunEvent, Variant } from './run.ts';

/** Ten minutes at two readings a second: more than a chart shows. */
const MAX_SAMPLES = 1_200;
const MAX_MARKS = 200;

/** A run's events, for whoever follows, and what they add up to: the state now, the last minutes across restarts. */
export class RunHistory {
  readonly #followers = new Set<(event: RunEvent) => void>();
  state: LabState = { kind: 'stopped' };
  load: LoadProgress | null = null;
  readonly #samples: MemorySample[] = [];
  readonly #marks: Mark[] = [];
  readonly #lives = new Lives();
  /** How the process fared that ran the code before the present one. */
  before: EarlierLife | null = null;

  get samples(): readonly MemorySample[] {
    return [...this.#samples];
  }

  get marks(): readonly Mark[] {
    return [...this.#marks];
  }

  /** Calls back for every event from now on; dispose of the answer to stop. */
  follow(listener: (event: RunEvent) => void): Disposable {
    this.#followers.add(listener);
    return { [Symbol.dispose]: () => void this.#followers.delete(listener) };
  }

  /** Notes what happened, and tells the followers. */
  record(event: RunEvent): void {
    this.#apply(event);
    for (const follower of this.#followers) follower(event);
  }

  mark(kind: Mark['kind']): void {
    this.record({ type: 'mark', mark: { t: Date.now(), kind } });
  }

  /** A process begins. Tells and marks it where it runs other code than the one before. */
  begin(life: { readonly variant: Variant; readonly code: string }, mark: 'start' | 'restart'): void {
    const before = this.#lives.begin({ ...life, startedAt: Date.now() });
    if (before !== null) this.record({ type: 'before', before });
    this.mark(before === null ? mark : 'fix');
  }

  #apply(event: RunEvent): void {
    switch (event.type) {
      case 'state':
        this.state = event.state;
        break;
      case 'sample':
        keepLast(this.#samples, event.sample, MAX_SAMPLES);
        this.#lives.sample(event.sample);
        break;
      case 'mark':
        keepLast(this.#marks, event.mark, MAX_MARKS);
        if (event.mark.kind === 'load-start') this.#lives.loaded(event.mark.t);
        break;
      case 'before':
        this.before = event.before;
        break;
      case 'load':
        this.load = event.load;
        break;
      case 'capture':
      case 'captures':
      case 'output':
        break;
    }
  }
}

function keepLast<T>(list: T[], item: T, limit: number): void {
  list.push(item);
  if (list.length > limit) list.shift();
}

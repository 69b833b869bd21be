import type { LabState, LoadProgress, Mark, MemorySample, RunEvent } from './run.ts';

/** Ten minutes at two readings a second: more than a chart shows. */
const MAX_SAMPLES = 1_200;
const MAX_MARKS = 200;

/** What a run's events add up to: the state now, and the last minutes of memory across restarts. */
export class RunHistory {
  state: LabState = { kind: 'stopped' };
  load: LoadProgress | null = null;
  readonly #samples: MemorySample[] = [];
  readonly #marks: Mark[] = [];

  get samples(): readonly MemorySample[] {
    return [...this.#samples];
  }

  get marks(): readonly Mark[] {
    return [...this.#marks];
  }

  apply(event: RunEvent): void {
    switch (event.type) {
      case 'state':
        this.state = event.state;
        break;
      case 'sample':
        keepLast(this.#samples, event.sample, MAX_SAMPLES);
        break;
      case 'mark':
        keepLast(this.#marks, event.mark, MAX_MARKS);
        break;
      case 'load':
        this.load = event.load;
        break;
      case 'capture':
      case 'output':
        break;
    }
  }
}

function keepLast<T>(list: T[], item: T, limit: number): void {
  list.push(item);
  if (list.length > limit) list.shift();
}

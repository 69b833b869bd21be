/** The lives of a lab's processes: what a fix is held against is how the code before it fared. */
import type { EarlierLife, MemorySample, Variant } from './run.ts';

/** Readings kept of one life: past this every second one goes, so that a long life stays whole. */
const MAX_SAMPLES = 600;

interface Life {
  readonly variant: Variant;
  readonly code: string;
  readonly startedAt: number;
  loadedAt: number | null;
  samples: MemorySample[];
  /** One reading of so many is kept. */
  stride: number;
  seen: number;
}

export class Lives {
  #now: Life | null = null;
  /** Of the lives of the present code, the one that says most: the longest under load. */
  #best: Life | null = null;

  /** @returns how the code before fared, where this one is another and there is something to tell. */
  begin(life: Pick<Life, 'variant' | 'code' | 'startedAt'>): EarlierLife | null {
    const best = betterOf(this.#best, this.#now);
    const isOther = this.#now !== null && this.#now.code !== life.code;
    this.#now = { ...life, loadedAt: null, samples: [], stride: 1, seen: 0 };
    this.#best = isOther ? null : best;
    if (!isOther || best === null || best.samples.length === 0) return null;
    const { variant, startedAt, loadedAt, samples } = best;
    return { variant, startedAt, loadedAt, samples };
  }

  loaded(t: number): void {
    if (this.#now !== null) this.#now.loadedAt ??= t;
  }

  sample(sample: MemorySample): void {
    const life = this.#now;
    if (life === null || life.seen++ % life.stride !== 0) return;
    life.samples.push(sample);
    if (life.samples.length <= MAX_SAMPLES) return;
    life.samples = life.samples.filter((_, index) => index % 2 === 0);
    life.stride *= 2;
  }
}

function betterOf(one: Life | null, other: Life | null): Life | null {
  if (one === null || other === null) return one ?? other;
  const underLoad = ({ loadedAt, samples }: Life): number =>
    loadedAt === null ? 0 : Math.max(0, (samples.at(-1)?.t ?? 0) - loadedAt);
  return underLoad(other) >= underLoad(one) ? other : one;
}

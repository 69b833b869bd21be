import type { Column } from '../column.ts';
import { GrowingUint32 } from '../growing-list.ts';
import type { Samples } from '../profile.ts';

/** Builds the samples that a filter leaves: a choice of them, in order, with stacks that may be other. */
export class SamplesBuilder {
  readonly #source: Samples;
  readonly #kept = new GrowingUint32();
  readonly #offsets = new GrowingUint32();
  readonly #stacks = new GrowingUint32(8192);

  constructor(source: Samples) {
    this.#source = source;
  }

  /** Adds a frame to the stack of the sample that the next {@link keep} ends; leaf first. */
  push(location: number): void {
    this.#stacks.push(location);
  }

  /** Adds the frames `start` to `end - 1` of the source's stacks. */
  pushRange(start: number, end: number): void {
    for (let frame = start; frame < end; frame++) this.#stacks.push(this.#source.stacks[frame]!);
  }

  /** Ends a sample: its values and labels are those of `sample`. */
  keep(sample: number): void {
    this.#offsets.push(this.#stackStart);
    this.#stackStart = this.#stacks.length;
    this.#kept.push(sample);
  }

  #stackStart = 0;

  build(): Samples {
    const { values, labels, labelSets } = this.#source;
    const kept = this.#kept.toArray();
    this.#offsets.push(this.#stacks.length);
    return {
      count: kept.length,
      offsets: this.#offsets.toArray(),
      stacks: this.#stacks.toArray(),
      values: values.map((column) => pick(column, kept)),
      labels: kept.map((sample) => labels[sample]!),
      labelSets,
    };
  }
}

/** A part of a column keeps its bound: sums over it stay exact. */
function pick(column: Column, kept: Uint32Array): Column {
  if (column instanceof Float64Array) {
    const picked = new Float64Array(kept.length);
    for (let index = 0; index < kept.length; index++) picked[index] = column[kept[index]!]!;
    return picked;
  }
  const picked = new BigInt64Array(kept.length);
  for (let index = 0; index < kept.length; index++) picked[index] = column[kept[index]!]!;
  return picked;
}

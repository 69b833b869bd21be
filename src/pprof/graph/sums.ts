import { fromBigInt, type Int64 } from '../int64.ts';
import type { Column } from '../column.ts';

/** Adds sample values into slots (nodes, edges). The slots grow as they are first used. */
export interface Sums {
  /** Adds the value of `sample` to the first `count` slots of `slots`. */
  add(slots: Uint32Array, count: number, sample: number): void;
  get(slot: number): Int64;
}

/** The values of a Float64Array column can be added without a check: see {@link Column}. */
export function sumsOf(column: Column, capacity: number): Sums {
  return column instanceof Float64Array ? new FloatSums(column, capacity) : new BigIntSums(column, capacity);
}

class FloatSums implements Sums {
  readonly #values: Float64Array;
  #sums: Float64Array;

  constructor(values: Float64Array, capacity: number) {
    this.#values = values;
    this.#sums = new Float64Array(capacity);
  }

  add(slots: Uint32Array, count: number, sample: number): void {
    const value = this.#values[sample]!;
    let sums = this.#sums;
    for (let index = 0; index < count; index++) {
      const slot = slots[index]!;
      if (slot >= sums.length) sums = this.#grow(slot);
      sums[slot]! += value;
    }
  }

  get(slot: number): Int64 {
    return this.#sums[slot] ?? 0;
  }

  #grow(slot: number): Float64Array {
    const larger = new Float64Array(Math.max(slot + 1, this.#sums.length * 2));
    larger.set(this.#sums);
    return (this.#sums = larger);
  }
}

/** The rare exact twin, for values beyond 2^53; a BigInt64Array wraps by itself. */
class BigIntSums implements Sums {
  readonly #values: BigInt64Array;
  #sums: BigInt64Array;

  constructor(values: BigInt64Array, capacity: number) {
    this.#values = values;
    this.#sums = new BigInt64Array(capacity);
  }

  add(slots: Uint32Array, count: number, sample: number): void {
    const value = this.#values[sample]!;
    for (let index = 0; index < count; index++) {
      const slot = slots[index]!;
      if (slot >= this.#sums.length) {
        const larger = new BigInt64Array(Math.max(slot + 1, this.#sums.length * 2));
        larger.set(this.#sums);
        this.#sums = larger;
      }
      this.#sums[slot]! += value;
    }
  }

  get(slot: number): Int64 {
    return fromBigInt(this.#sums[slot] ?? 0n);
  }
}

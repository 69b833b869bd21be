import { GrowingUint32 } from '../growing-list.ts';

/** Numbers the distinct (stack, label set) pairs: an open-addressing hash table over typed arrays. */
export class StackTable {
  readonly #offsets = new GrowingUint32();
  readonly #stacks = new GrowingUint32(8192);
  readonly #labels = new GrowingUint32();
  readonly #hashes = new GrowingUint32();
  /** Number + 1; 0 is a free slot. At most half full. */
  #slots = new Uint32Array(4096);

  constructor() {
    this.#offsets.push(0);
  }

  /** The number of the pair of `stack[0 … depth - 1]` and `labels`. */
  intern(stack: Uint32Array, depth: number, labels: number): number {
    const hash = hashOf(stack, depth, labels);
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const found = this.#slots[slot]!;
      if (found === 0) break;
      if (this.#hashes.get(found - 1) === hash && this.#equals(found - 1, stack, depth, labels)) return found - 1;
      slot = (slot + 1) & mask;
    }
    const index = this.#labels.length;
    for (let frame = 0; frame < depth; frame++) this.#stacks.push(stack[frame]!);
    this.#offsets.push(this.#stacks.length);
    this.#labels.push(labels);
    this.#hashes.push(hash);
    this.#slots[slot] = index + 1;
    if (this.#labels.length * 2 > this.#slots.length) this.#grow();
    return index;
  }

  toColumns(): { count: number; offsets: Uint32Array; stacks: Uint32Array; labels: Uint32Array } {
    return {
      count: this.#labels.length,
      offsets: this.#offsets.toArray(),
      stacks: this.#stacks.toArray(),
      labels: this.#labels.toArray(),
    };
  }

  #equals(index: number, stack: Uint32Array, depth: number, labels: number): boolean {
    const start = this.#offsets.get(index);
    if (this.#labels.get(index) !== labels || this.#offsets.get(index + 1) - start !== depth) return false;
    for (let frame = 0; frame < depth; frame++) if (this.#stacks.get(start + frame) !== stack[frame]) return false;
    return true;
  }

  #grow(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2);
    const mask = this.#slots.length - 1;
    for (let index = 0; index < this.#labels.length; index++) {
      let slot = this.#hashes.get(index) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = index + 1;
    }
  }
}

function hashOf(stack: Uint32Array, depth: number, labels: number): number {
  let hash = Math.imul(labels + 1, 0x85ebca6b);
  for (let frame = 0; frame < depth; frame++) {
    hash = Math.imul(hash ^ stack[frame]!, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}

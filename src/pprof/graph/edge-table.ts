/** Numbers the distinct (source, target) pairs: an open-addressing hash table over typed arrays. */
export class EdgeTable {
  count = 0;
  sources = new Uint32Array(1024);
  targets = new Uint32Array(1024);
  /** Whether the edge goes over frames that were left out. */
  residual = new Uint8Array(1024);
  /** Whether every contribution so far was an inlined call. */
  inline = new Uint8Array(1024);
  /** Edge number + 1; 0 is a free slot. At most half full. */
  #slots = new Uint32Array(4096);

  /** The edge's number; a new edge starts as inline and not residual. */
  find(source: number, target: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash(source, target) & mask;
    for (;;) {
      const found = this.#slots[slot]!;
      if (found === 0) return this.#append(source, target, slot);
      if (this.sources[found - 1] === source && this.targets[found - 1] === target) return found - 1;
      slot = (slot + 1) & mask;
    }
  }

  #append(source: number, target: number, slot: number): number {
    const edge = this.count++;
    if (edge === this.sources.length) this.#growEdges();
    this.sources[edge] = source;
    this.targets[edge] = target;
    this.inline[edge] = 1;
    this.#slots[slot] = edge + 1;
    if (this.count * 2 > this.#slots.length) this.#growSlots();
    return edge;
  }

  #growEdges(): void {
    const length = this.sources.length * 2;
    this.sources = copyInto(new Uint32Array(length), this.sources);
    this.targets = copyInto(new Uint32Array(length), this.targets);
    this.residual = copyInto(new Uint8Array(length), this.residual);
    this.inline = copyInto(new Uint8Array(length), this.inline);
  }

  #growSlots(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2);
    const mask = this.#slots.length - 1;
    for (let edge = 0; edge < this.count; edge++) {
      let slot = hash(this.sources[edge]!, this.targets[edge]!) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = edge + 1;
    }
  }
}

function hash(source: number, target: number): number {
  const mixed = Math.imul(source, 0x9e3779b1) ^ Math.imul(target, 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

function copyInto<T extends Uint32Array | Uint8Array>(larger: T, smaller: T): T {
  larger.set(smaller);
  return larger;
}

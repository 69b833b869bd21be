import type { Column } from './column.ts';
import { GrowingUint32 } from './growing-list.ts';
import { EdgeTable } from './graph/edge-table.ts';
import { formatValue } from './measure.ts';
import { printableName, type NodeInfo } from './node-info.ts';
import type { NodeTable } from './node-table.ts';
import type { ReportOptions } from './options.ts';
import type { Profile, Samples } from './profile.ts';
import { nodeTableOf } from './report/graph-of.ts';
import { prepareReport } from './report/prepare.ts';
import { ratioOf } from './report/values.ts';
import { compareUtf8 } from './text.ts';
import type { Warning } from './warning.ts';

export interface FlameOptions extends Partial<ReportOptions> {
  /** `callees`: roots on top, what they called below. `callers`: leaves on top, who called them below (inverted). */
  readonly direction?: 'callees' | 'callers';
  /** Only stacks with this function, from its outermost occurrence: its callees, or its callers. */
  readonly pivot?: string;
}

/**
 * A flame graph as numbers. Box 0 is the root, "everything"; boxes are numbered level by level and, in a level,
 * from left to right, so that a level is a range of boxes and so are the children of a box.
 *
 * All values are in the profile's own unit, divided as the options ask; `start` and the widths too. In a difference,
 * a box is as wide as what was added and what was taken away together.
 */
export interface FlameLayout {
  /** Distinct functions; `frame[box]` is an index into it, except for the root. */
  readonly frames: readonly NodeInfo[];
  readonly boxCount: number;
  readonly frame: Uint32Array;
  readonly parent: Uint32Array;
  readonly start: Float64Array;
  /** Sum of the positive values; without a difference, the value of the box. */
  readonly added: Float64Array;
  /** Sum of the magnitudes of the negative values. */
  readonly removed: Float64Array;
  /** What is left of added − removed when the children are taken away. */
  readonly self: Float64Array;
  /** Level d is levels[d] … levels[d + 1] - 1; the root is level 0. */
  readonly levels: Uint32Array;
  /** Children of box b are children[b] … children[b + 1] - 1. */
  readonly children: Uint32Array;
  /** 100%, before the filters. */
  readonly total: number;
  readonly sampleType: string;
  readonly unit: string;
  readonly warnings: readonly Warning[];
}

/** Lays a flame graph out: the engine's part; drawing it is somebody else's. */
export function layoutFlame(profile: Profile, options: FlameOptions = {}): FlameLayout {
  const { direction = 'callees', pivot, ...reportOptions } = options;
  const report = prepareReport(profile, 'flame', { granularity: 'filefunctions', ...reportOptions });
  const table = nodeTableOf(report);
  // What has no name is told as in every report: by its binary.
  const frames = table.infos.map((info) => (info.name === '' ? { ...info, name: printableName(info) } : info));
  const tree = new FlameTree(table, report.weights.value);
  const { samples } = report.profile;
  const isPivot = pivot === undefined ? null : frames.map(({ name }) => name === pivot);
  const stack = new FlameStack(table, samples, direction, isPivot);
  for (let sample = 0; sample < samples.count; sample++) {
    stack.read(sample);
    if (stack.length > 0) tree.add(stack, sample);
  }
  const ratio = ratioOf(report.options.divideBy);
  return {
    frames,
    ...tree.layout(ratio),
    total: Number(report.total) * ratio,
    sampleType: report.sampleType,
    unit: report.sampleUnit,
    warnings: report.warnings,
  };
}

/** Width of a box. */
export function flameWidth({ added, removed }: FlameLayout, box: number): number {
  return added[box]! + removed[box]!;
}

/** A value of the layout with its unit: `1.50MB`. */
export function flameValueText({ unit }: FlameLayout, value: number): string {
  return formatValue(Math.round(value), unit, 'auto');
}

/** The nodes of a sample's stack, from the top of the flame graph downwards. */
class FlameStack {
  length = 0;
  nodes = new Uint32Array(256);
  readonly #table: NodeTable;
  readonly #samples: Samples;
  readonly #direction: 'callees' | 'callers';
  readonly #isPivot: readonly boolean[] | null;

  constructor(
    table: NodeTable,
    samples: Samples,
    direction: 'callees' | 'callers',
    isPivot: readonly boolean[] | null,
  ) {
    this.#table = table;
    this.#samples = samples;
    this.#direction = direction;
    this.#isPivot = isPivot;
  }

  read(sample: number): void {
    this.#readFromRoot(sample);
    if (this.#isPivot !== null) this.#cutAtPivot(this.#isPivot);
    else if (this.#direction === 'callers') this.nodes.subarray(0, this.length).reverse();
  }

  #readFromRoot(sample: number): void {
    const { offsets, stacks } = this.#samples;
    const { offsets: lineOffsets, nodes } = this.#table;
    this.length = 0;
    for (let frame = offsets[sample + 1]! - 1; frame >= offsets[sample]!; frame--) {
      const location = stacks[frame]!;
      for (let line = lineOffsets[location + 1]! - 1; line >= lineOffsets[location]!; line--) {
        if (this.length === this.nodes.length) this.#grow();
        this.nodes[this.length++] = nodes[line]!;
      }
    }
  }

  #cutAtPivot(isPivot: readonly boolean[]): void {
    let at = 0;
    while (at < this.length && !isPivot[this.nodes[at]!]) at++;
    if (at === this.length) {
      this.length = 0;
    } else if (this.#direction === 'callees') {
      this.nodes.copyWithin(0, at, this.length);
      this.length -= at;
    } else {
      this.length = at + 1;
      this.nodes.subarray(0, this.length).reverse();
    }
  }

  #grow(): void {
    const larger = new Uint32Array(this.nodes.length * 2);
    larger.set(this.nodes);
    this.nodes = larger;
  }
}

/** The tree of stacks. Slot 0 is the root; the edge from a slot to a node of the table is slot edge + 1. */
class FlameTree {
  readonly #table: NodeTable;
  readonly #values: Column;
  readonly #slots = new EdgeTable();
  #added = new Float64Array(1024);
  #removed = new Float64Array(1024);
  #self = new Float64Array(1024);

  constructor(table: NodeTable, values: Column) {
    this.#table = table;
    this.#values = values;
  }

  add(stack: FlameStack, sample: number): void {
    const value = Number(this.#values[sample]!);
    if (value === 0) return;
    const magnitude = Math.abs(value);
    let slot = 0;
    this.#addTo(slot, value, magnitude);
    for (let depth = 0; depth < stack.length; depth++) {
      slot = this.#slots.find(slot, stack.nodes[depth]!) + 1;
      this.#addTo(slot, value, magnitude);
    }
    this.#self[slot]! += value;
  }

  #addTo(slot: number, value: number, magnitude: number): void {
    if (slot >= this.#added.length) this.#grow();
    (value > 0 ? this.#added : this.#removed)[slot]! += magnitude;
  }

  #grow(): void {
    const larger = (sums: Float64Array): Float64Array<ArrayBuffer> => {
      const copy = new Float64Array(sums.length * 2);
      copy.set(sums);
      return copy;
    };
    this.#added = larger(this.#added);
    this.#removed = larger(this.#removed);
    this.#self = larger(this.#self);
  }

  layout(
    ratio: number,
  ): Pick<
    FlameLayout,
    'boxCount' | 'frame' | 'parent' | 'start' | 'added' | 'removed' | 'self' | 'levels' | 'children'
  > {
    const boxCount = this.#slots.count + 1;
    const order = this.#sortedChildren();
    // There can be millions of boxes: fields are read once.
    const { targets } = this.#slots;
    const added = this.#added;
    const removed = this.#removed;
    /** Slot of each box. */
    const slotOf = new Uint32Array(boxCount);
    const frame = new Uint32Array(boxCount);
    const parent = new Uint32Array(boxCount);
    const start = new Float64Array(boxCount);
    const children = new Uint32Array(boxCount + 1);
    const levels = new GrowingUint32(64);
    levels.push(0);
    let next = 1;
    let levelEnd = 1;
    for (let box = 0; box < boxCount; box++) {
      if (box === levelEnd) {
        levels.push(box);
        levelEnd = next;
      }
      children[box] = next;
      const slot = slotOf[box]!;
      let left = start[box]!;
      for (let index = order.offsets[slot]!; index < order.offsets[slot + 1]!; index++) {
        const child = order.slots[index]!;
        slotOf[next] = child;
        frame[next] = targets[child - 1]!;
        parent[next] = box;
        start[next] = left;
        left += (added[child]! + removed[child]!) * ratio;
        next++;
      }
    }
    children[boxCount] = boxCount;
    levels.push(boxCount);
    const inBoxes = (sums: Float64Array): Float64Array => {
      const boxes = new Float64Array(boxCount);
      for (let box = 0; box < boxCount; box++) boxes[box] = sums[slotOf[box]!]! * ratio;
      return boxes;
    };
    return {
      boxCount,
      frame,
      parent,
      start,
      added: inBoxes(added),
      removed: inBoxes(removed),
      self: inBoxes(this.#self),
      levels: levels.toArray(),
      children,
    };
  }

  /** Children of each slot, the widest first: what matters is on the left, also when only that part is in sight. */
  #sortedChildren(): { offsets: Uint32Array; slots: Uint32Array } {
    const { count, sources, targets } = this.#slots;
    const offsets = new Uint32Array(count + 2);
    for (let edge = 0; edge < count; edge++) offsets[sources[edge]! + 2]!++;
    for (let slot = 2; slot < offsets.length; slot++) offsets[slot]! += offsets[slot - 1]!;
    const slots = new Uint32Array(count);
    for (let edge = 0; edge < count; edge++) slots[offsets[sources[edge]! + 1]!++] = edge + 1;
    const { infos } = this.#table;
    const added = this.#added;
    const removed = this.#removed;
    const byWidth = (a: number, b: number): number =>
      added[b]! + removed[b]! - added[a]! - removed[a]! ||
      compareUtf8(infos[targets[a - 1]!]!.name, infos[targets[b - 1]!]!.name);
    for (let slot = 0; slot <= count; slot++) {
      if (offsets[slot + 1]! - offsets[slot]! > 1) slots.subarray(offsets[slot], offsets[slot + 1]).sort(byWidth);
    }
    return { offsets, slots };
  }
}

import { sumsOf, type Sums } from './sums.ts';
import { EdgeTable } from './edge-table.ts';
import { isZero, type Weights } from './accumulate.ts';
import { isShown, rankNames, type Graph, type GraphEdge, type GraphNode } from './graph.ts';
import { TagCollector } from './tags.ts';
import { printableName } from '../node-info.ts';
import type { NodeTable } from '../node-table.ts';
import type { Samples } from '../profile.ts';
import type { TrimOptions } from './trim.ts';

/**
 * A call graph in which a function reached on different paths is as many nodes. Each node has at most one incoming
 * edge, of the same weight as itself.
 */
export function buildCallTree(samples: Samples, table: NodeTable, weights: Weights, options: TrimOptions): Graph {
  const tree = new CallTree(samples, table, weights, options);
  for (let sample = 0; sample < samples.count; sample++) tree.add(sample);
  return tree.toGraph(options.dropNegative);
}

/** Slot 0 is the invisible root. Slots are numbered by (parent slot, node of the table), through an edge table. */
class CallTree {
  readonly #samples: Samples;
  readonly #table: NodeTable;
  readonly #weights: Weights;
  /** Edge number e, from a slot to a node of the table, stands for slot e + 1. */
  readonly #children = new EdgeTable();
  readonly #flat: Sums;
  readonly #cum: Sums;
  readonly #flatDivisor: Sums | null;
  readonly #cumDivisor: Sums | null;
  readonly #tags: TagCollector | null;
  #path = new Uint32Array(256);
  readonly #leaf = new Uint32Array(1);

  constructor(samples: Samples, table: NodeTable, weights: Weights, { visual }: TrimOptions) {
    this.#samples = samples;
    this.#table = table;
    this.#weights = weights;
    this.#flat = sumsOf(weights.value, 1024);
    this.#cum = sumsOf(weights.value, 1024);
    this.#flatDivisor = weights.divisor && sumsOf(weights.divisor, 1024);
    this.#cumDivisor = weights.divisor && sumsOf(weights.divisor, 1024);
    this.#tags = visual && new TagCollector(samples, weights, visual.tagUnit, visual.outputUnit);
  }

  add(sample: number): void {
    if (isZero(this.#weights, sample)) return;
    const { offsets, stacks } = this.#samples;
    let slot = 0;
    let depth = 0;
    for (let frame = offsets[sample + 1]! - 1; frame >= offsets[sample]!; frame--) {
      const location = stacks[frame]!;
      const first = this.#table.offsets[location]!;
      const last = this.#table.offsets[location + 1]! - 1;
      for (let line = last; line >= first; line--) {
        const child = this.#children.find(slot, this.#table.nodes[line]!);
        if (line === last) this.#children.inline[child] = 0;
        slot = child + 1;
        if (depth === this.#path.length) this.#growPath();
        this.#path[depth++] = slot;
      }
    }
    if (depth === 0) return;
    this.#leaf[0] = slot;
    this.#cum.add(this.#path, depth, sample);
    this.#flat.add(this.#leaf, 1, sample);
    this.#cumDivisor?.add(this.#path, depth, sample);
    this.#flatDivisor?.add(this.#leaf, 1, sample);
    this.#tags?.observe(sample, this.#path, depth, slot);
  }

  toGraph(dropNegative: boolean): Graph {
    const nodes: GraphNode[] = [];
    const bySlot: (GraphNode | undefined)[] = [];
    for (let child = 0; child < this.#children.count; child++) {
      const slot = child + 1;
      const node = this.#node(slot, this.#children.targets[child]!);
      bySlot[slot] = node;
      const parent = bySlot[this.#children.sources[child]!];
      if (parent !== undefined) link(parent, node, this.#children.inline[child] === 1);
      if (isShown(node.flat, node.cum, dropNegative)) nodes.push(node);
    }
    rankNames(bySlot.filter((node) => node !== undefined));
    return { nodes };
  }

  #node(slot: number, index: number): GraphNode {
    const info = this.#table.infos[index]!;
    return {
      info,
      name: printableName(info),
      nameRank: 0,
      flat: this.#flat.get(slot),
      cum: this.#cum.get(slot),
      flatDivisor: this.#flatDivisor?.get(slot) ?? 0,
      cumDivisor: this.#cumDivisor?.get(slot) ?? 0,
      in: [],
      out: [],
      tags: this.#tags?.tagsOf(slot) ?? null,
    };
  }

  #growPath(): void {
    const larger = new Uint32Array(this.#path.length * 2);
    larger.set(this.#path);
    this.#path = larger;
  }
}

function link(source: GraphNode, target: GraphNode, inline: boolean): void {
  const edge: GraphEdge = {
    source,
    target,
    weight: target.cum,
    weightDivisor: target.cumDivisor,
    residual: false,
    inline,
  };
  source.out.push(edge);
  target.in.push(edge);
}

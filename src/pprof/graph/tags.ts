import { add, type Int64 } from '../int64.ts';
import { at } from '../column.ts';
import { compareUtf8 } from '../text.ts';
import { formatValue } from '../measure.ts';
import type { LabelSet, Samples } from '../profile.ts';
import type { SampleObserver, Weights } from './accumulate.ts';

/** A label, or a combination of labels, and its share of a node. */
export interface Tag {
  readonly name: string;
  /** For numeric tags; `unit` is empty for others. */
  readonly unit: string;
  readonly value: Int64;
  flat: Int64;
  cum: Int64;
  flatDivisor: Int64;
  cumDivisor: Int64;
}

/** Tags of a node. Numeric ones hang under the text label they came with, or under the empty one. */
export interface NodeTags {
  labels: Map<string, Tag>;
  numeric: Map<string, Map<string, Tag>>;
}

/** The only numeric label that is drawn. */
const DRAWN_NUMBER = 'bytes';
/** Marks the samples of a difference's base; it is not the program's own label. */
export const BASE_LABEL = 'pprof::base';

/** A label set as the drawing sees it. */
interface DrawnLabels {
  readonly text: string;
  readonly numbers: readonly { readonly name: string; readonly value: Int64 }[];
}

/** Collects the tags of every node while the graph is added up. */
export class TagCollector implements SampleObserver {
  readonly #samples: Samples;
  readonly #weights: Weights;
  readonly #unit: string;
  readonly #drawn: DrawnLabels[];
  readonly #tags: (NodeTags | undefined)[] = [];

  /**
   * @param unit unit of the `bytes` label
   * @param outputUnit unit to show it in
   */
  constructor(samples: Samples, weights: Weights, unit: string, outputUnit: string) {
    this.#samples = samples;
    this.#weights = weights;
    this.#unit = unit;
    this.#drawn = samples.labelSets.map((labels) => drawnLabels(labels, unit, outputUnit));
  }

  tagsOf(node: number): NodeTags | null {
    return this.#tags[node] ?? null;
  }

  observe(sample: number, nodes: Uint32Array, count: number, leaf: number): void {
    const drawn = this.#drawn[this.#samples.labels[sample]!]!;
    for (let index = 0; index < count; index++) this.#add(drawn, sample, nodes[index]!, false);
    if (leaf >= 0) this.#add(drawn, sample, leaf, true);
  }

  #add({ text, numbers }: DrawnLabels, sample: number, node: number, flat: boolean): void {
    if (text === '' && numbers.length === 0) return;
    const tags = (this.#tags[node] ??= { labels: new Map(), numeric: new Map() });
    if (text !== '') this.#count(tagNamed(tags.labels, text, '', 0), sample, flat);
    if (numbers.length === 0) return;
    let numeric = tags.numeric.get(text);
    if (numeric === undefined) tags.numeric.set(text, (numeric = new Map()));
    for (const { name, value } of numbers) this.#count(tagNamed(numeric, name, this.#unit, value), sample, flat);
  }

  #count(tag: Tag, sample: number, flat: boolean): void {
    const { value, divisor } = this.#weights;
    const weight = at(value, sample);
    const weightDivisor = divisor === null ? 0 : at(divisor, sample);
    if (flat) {
      tag.flat = add(tag.flat, weight);
      tag.flatDivisor = add(tag.flatDivisor, weightDivisor);
    } else {
      tag.cum = add(tag.cum, weight);
      tag.cumDivisor = add(tag.cumDivisor, weightDivisor);
    }
  }
}

function drawnLabels(labels: LabelSet, unit: string, outputUnit: string): DrawnLabels {
  const pairs: string[] = [];
  for (const [key, texts] of labels.strings) {
    if (key !== BASE_LABEL) for (const text of texts) pairs.push(`${key}:${text}`);
  }
  const numbers = (labels.numbers.get(DRAWN_NUMBER) ?? []).map(({ value }) => ({
    name: formatValue(value, unit, outputUnit),
    value,
  }));
  // Graphviz breaks a line at a literal \n.
  return { text: pairs.sort(compareUtf8).join('\\n'), numbers };
}

function tagNamed(tags: Map<string, Tag>, name: string, unit: string, value: Int64): Tag {
  let tag = tags.get(name);
  if (tag === undefined) {
    tag = { name, unit, value, flat: 0, cum: 0, flatDivisor: 0, cumDivisor: 0 };
    tags.set(name, tag);
  }
  return tag;
}

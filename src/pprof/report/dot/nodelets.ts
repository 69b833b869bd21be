import type { GraphNode } from '../../graph/graph.ts';
import type { Tag } from '../../graph/tags.ts';
import { MAX_NODELETS } from '../../graph/trim.ts';
import { abs, add, compare, divide, truncate, type Int64 } from '../../int64.ts';
import { formatValue, scale } from '../../measure.ts';
import { compareUtf8 } from '../../text.ts';

/** The small boxes that say which labels a node's value comes from. */
export function nodelets(node: GraphNode, id: number, format: (value: Int64) => string): string {
  if (node.tags === null) return '';
  // At a leaf the tags also stand for callees that were left out.
  const flat = node.out.length > 0;
  let text = '';
  const labels = sortedTags([...node.tags.labels.values()], flat).slice(0, MAX_NODELETS);
  labels.forEach((tag, index) => {
    const value = flat ? flatOf(tag) : cumOf(tag);
    if (value === 0) return;
    const box = `N${id}_${index}`;
    const weight = format(value);
    text += `${box} [label = "${tag.name}" id="${box}" fontsize=8 shape=box3d tooltip="${weight}"]\n`;
    text += `N${id} -> ${box} [label=" ${weight}" weight=100 tooltip="${weight}" labeltooltip="${weight}"]\n`;
    text += numericNodelets(node.tags?.numeric.get(tag.name), flat, box, format);
  });
  return text + numericNodelets(node.tags.numeric.get(''), flat, `N${id}`, format);
}

function numericNodelets(
  tags: ReadonlyMap<string, Tag> | undefined,
  flat: boolean,
  source: string,
  format: (value: Int64) => string,
): string {
  if (tags === undefined) return '';
  let text = '';
  collapsed([...tags.values()], flat).forEach((tag, index) => {
    const isFlat = flat || flatOf(tag) === cumOf(tag);
    const value = isFlat ? flatOf(tag) : cumOf(tag);
    if (value === 0) return;
    const weight = format(value);
    // The doubled N is pprof's: the ids of these boxes are NN1_0.
    const box = `N${source}_${index}`;
    text += `${box} [label = "${tag.name}" id="${box}" fontsize=8 shape=box3d tooltip="${weight}"]\n`;
    text += `${source} -> ${box} [label=" ${weight}" weight=100 tooltip="${weight}" labeltooltip="${weight}"`;
    text += `${isFlat ? '' : ' style="dotted"'}]\n`;
  });
  return text;
}

/** At most MAX_NODELETS tags: those that are left over join the group whose heaviest tag is nearest to them. */
function collapsed(tags: Tag[], flat: boolean): Tag[] {
  const sorted = sortedTags(tags, flat);
  if (sorted.length <= MAX_NODELETS) return sorted;
  const groups = sorted.slice(0, MAX_NODELETS).map((tag): [Tag, ...Tag[]] => [tag]);
  for (const tag of sorted.slice(MAX_NODELETS)) {
    let nearest = groups[0]!;
    for (const group of groups) if (distance(tag, group[0]) < distance(tag, nearest[0])) nearest = group;
    nearest.push(tag);
  }
  return sortedTags(groups.map(merged), flat);
}

function distance(a: Tag, b: Tag): number {
  return Math.abs(scale(b.value, b.unit, a.unit).value - Number(a.value));
}

function merged(group: readonly [Tag, ...Tag[]]): Tag {
  const [first, ...others] = group;
  let least = first;
  let most = first;
  for (const tag of others) {
    if (truncate(scale(tag.value, tag.unit, least.unit).value) < least.value) least = tag;
    if (truncate(scale(tag.value, tag.unit, most.unit).value) > most.value) most = tag;
  }
  // Not in the report's unit: sizes are often so much smaller than the values that all would be "0..0".
  const low = formatValue(least.value, least.unit);
  const name = others.length === 0 ? low : `${low}..${formatValue(most.value, most.unit)}`;
  const sum = (part: 'flat' | 'cum' | 'flatDivisor' | 'cumDivisor'): Int64 =>
    group.reduce((total: Int64, tag) => add(total, tag[part]), 0);
  const parts = { flat: sum('flat'), cum: sum('cum'), flatDivisor: sum('flatDivisor'), cumDivisor: sum('cumDivisor') };
  return {
    name,
    unit: '',
    value: 0,
    flat: quotient(parts.flat, parts.flatDivisor),
    cum: quotient(parts.cum, parts.cumDivisor),
    flatDivisor: 0,
    cumDivisor: 0,
  };
}

function sortedTags(tags: Tag[], flat: boolean): Tag[] {
  const magnitude = (a: Int64, b: Int64): number => compare(abs(b), abs(a));
  return tags.toSorted(
    (a, b) => (flat ? 0 : magnitude(a.cum, b.cum)) || magnitude(a.flat, b.flat) || compareUtf8(a.name, b.name),
  );
}

function flatOf({ flat, flatDivisor }: Tag): Int64 {
  return quotient(flat, flatDivisor);
}

function cumOf({ cum, cumDivisor }: Tag): Int64 {
  return quotient(cum, cumDivisor);
}

function quotient(value: Int64, divisor: Int64): Int64 {
  return divisor === 0 ? value : divide(value, divisor);
}

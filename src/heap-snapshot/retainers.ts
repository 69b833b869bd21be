import { dominators, type Dominators } from './dominators.ts';
import { isData, pathGroups, type PathGroups } from './path-groups.ts';
import { PathReader, type RetainerPath } from './retainer-path.ts';
import { shortestPaths, type PathTree } from './shortest-paths.ts';
import { isString, nameOf, typeOf, type HeapSnapshot } from './snapshot.ts';
import { strongEdges } from './strong-edges.ts';

export type { Place, RetainerPath, RetainerStep } from './retainer-path.ts';

/** Which objects are asked about. */
export type RetainerFilter =
  | { readonly kind: 'constructor'; readonly name: string }
  | { readonly kind: 'string'; readonly pattern: RegExp }
  /** Of the object itself, in bytes. */
  | { readonly kind: 'size'; readonly min: number };

/** Objects that are kept alive in the same way. */
export interface RetainerCluster {
  readonly count: number;
  /** Bytes that would be free without them; nothing is counted twice. */
  readonly retainedSize: number;
  readonly selfSize: number;
  /** Of the one that retains most. */
  readonly path: RetainerPath;
}

/** A cluster that holds this share of what the one above it holds tells more than that one. */
const TELLING_SHARE = 0.6;
/** V8's scope of variables: it leads to what they hold, and is itself none of it. */
const SCOPE = 'system / Context';
/** What is reached through a cluster and is this many times what that retains has another holder too: it is told itself. */
const OTHERS_TOO = 4;
/** Dominators looked at for one of the same group: what a group retains is not counted twice. */
const NESTING_DEPTH = 32;

/** What every question about a snapshot needs: seconds of work for millions of objects, so once for all of them. */
export interface Analysis {
  readonly snapshot: HeapSnapshot;
  readonly paths: PathTree;
  readonly groups: PathGroups;
  readonly dominance: Dominators;
}

/** @param onStep told before each part of the work. */
export function analyse(snapshot: HeapSnapshot, onStep: (step: 'paths' | 'dominators') => void = () => {}): Analysis {
  onStep('paths');
  const isStrong = strongEdges(snapshot);
  const paths = shortestPaths(snapshot, isStrong);
  const groups = pathGroups(snapshot, paths);
  onStep('dominators');
  return { snapshot, paths, groups, dominance: dominators(snapshot, isStrong) };
}

/**
 * Who keeps what alive, by the shortest path from the root, largest first.
 * @param filter without one, the biggest clusters of all.
 */
export function findRetainers(
  snapshot: HeapSnapshot,
  options: { readonly filter?: RetainerFilter | undefined; readonly limit: number },
): readonly RetainerCluster[] {
  return clustersOf(analyse(snapshot), options);
}

/** {@link findRetainers}, of a snapshot that is analysed already. */
export function clustersOf(
  { snapshot, paths, groups, dominance }: Analysis,
  { filter, limit }: { readonly filter?: RetainerFilter | undefined; readonly limit: number },
): readonly RetainerCluster[] {
  const isOwnData = (node: number): boolean =>
    isData(snapshot, node) && nameOf(snapshot, node) !== SCOPE && !isProgramText(snapshot, paths, node);
  const isAsked = filter === undefined ? isOwnData : matcher(snapshot, filter);
  const sums = sumGroups(snapshot, groups, dominance, paths.order, isAsked);
  const chosen = filter === undefined ? telling(groups, sums) : bySize(sums);
  const reader = new PathReader(snapshot, paths, groups);
  return chosen.slice(0, limit).map((group) => ({
    count: sums.count[group]!,
    retainedSize: sums.retained[group]!,
    selfSize: sums.self[group]!,
    path: reader.read(sums.largest[group]!),
  }));
}

/** The source of a script, the names and literals in its functions: there as long as the program is, and megabytes. */
function isProgramText(snapshot: HeapSnapshot, { parent }: PathTree, node: number): boolean {
  if (!isString(typeOf(snapshot, node))) return false;
  const holder = typeOf(snapshot, parent[node]!);
  return holder === 'code' || holder === 'synthetic';
}

function matcher(snapshot: HeapSnapshot, filter: RetainerFilter): (node: number) => boolean {
  switch (filter.kind) {
    case 'constructor':
      return (node) => {
        const type = typeOf(snapshot, node);
        if (isString(type)) return type === filter.name;
        return isData(snapshot, node) && nameOf(snapshot, node) === filter.name;
      };
    case 'string':
      return (node) => isString(typeOf(snapshot, node)) && filter.pattern.test(nameOf(snapshot, node));
    case 'size':
      return (node) => isData(snapshot, node) && snapshot.selfSize[node]! >= filter.min;
  }
}

interface GroupSums {
  readonly count: Uint32Array;
  readonly retained: Float64Array;
  readonly self: Float64Array;
  /** The node that retains most. */
  readonly largest: Uint32Array;
}

function sumGroups(
  snapshot: HeapSnapshot,
  groups: PathGroups,
  { dominator, retainedSize }: Dominators,
  order: Uint32Array,
  isAsked: (node: number) => boolean,
): GroupSums {
  const { groupOf } = groups;
  const sums: GroupSums = {
    count: new Uint32Array(groups.count),
    retained: new Float64Array(groups.count),
    self: new Float64Array(groups.count),
    largest: new Uint32Array(groups.count),
  };
  const isNested = (node: number): boolean => {
    let above = node;
    for (let depth = 0; depth < NESTING_DEPTH && above !== 0; depth++) {
      above = dominator[above]!;
      if (groupOf[above] === groupOf[node] && isAsked(above)) return true;
    }
    return false;
  };
  for (const node of order) {
    if (!isAsked(node)) continue;
    const group = groupOf[node]!;
    sums.count[group]!++;
    sums.self[group]! += snapshot.selfSize[node]!;
    if (!isNested(node)) sums.retained[group]! += retainedSize[node]!;
    const largest = sums.largest[group]!;
    if (largest === 0 || retainedSize[node]! > retainedSize[largest]!) sums.largest[group] = node;
  }
  return sums;
}

function bySize({ count, retained }: GroupSums): number[] {
  return Array.from(count.keys())
    .filter((group) => group > 0 && count[group]! > 0)
    .sort((a, b) => retained[b]! - retained[a]!);
}

/**
 * A Map that holds a thousand reports, the table in it, the reports, their rows: one leak, many groups. Told is the
 * first one with more than one object, coming from the root, or the last one where nothing branches; not those above
 * it, which hold it, nor those below, which it holds. What it only leads to, since others lead there too, it does not
 * hold: 788 listeners of the lab retain 44 KB, and what their closures share with as many timers, 7.3 MiB.
 */
function telling({ count: groupCount, parent }: PathGroups, sums: GroupSums): number[] {
  const { count, retained } = sums;
  // Children have higher numbers than their parents.
  const below = new Float64Array(groupCount);
  const mostBelow = new Float64Array(groupCount);
  for (let group = groupCount - 1; group > 0; group--) {
    const above = parent[group]!;
    // What is no data itself still leads to some.
    below[above]! += count[group]! > 0 ? retained[group]! : below[group]!;
    mostBelow[above] = Math.max(mostBelow[above]!, retained[group]!, mostBelow[group]!);
  }
  const isCovered = new Uint8Array(groupCount);
  const told: number[] = [];
  for (let group = 1; group < groupCount; group++) {
    if (isCovered[parent[group]!] === 1) {
      isCovered[group] = 1;
      continue;
    }
    if (count[group] === 0) continue;
    const most = Math.max(below[group]!, mostBelow[group]!);
    const leadsOn = count[group] === 1 && most >= TELLING_SHARE * retained[group]!;
    const isOneOfSeveralHolders = mostBelow[group]! >= OTHERS_TOO * retained[group]!;
    if (leadsOn || isOneOfSeveralHolders) continue;
    told.push(group);
    isCovered[group] = 1;
  }
  return told.sort((a, b) => retained[b]! - retained[a]!);
}

/** Which clusters are the program's own, and whether they are all that there is to see. Pure. */
import type { RetainerCluster } from '#heap-snapshot/retainers.ts';

/** What the program leaks can hang on objects of Node alone: a response that nobody reads, on its connection. */
const TELLING_SHARE = 0.5;
/** Node's own largest group, the WebAssembly that strips types, has 3.1 MiB as soon as a lab is up. */
const NODES_OWN_BYTES = 4 * 2 ** 20;

/** Those that a variable or a function of the program holds. @param isOwn whether a file is one of the program's. */
export function ownClusters(
  clusters: readonly RetainerCluster[],
  isOwn: (file: string) => boolean,
): readonly RetainerCluster[] {
  return clusters.filter(
    ({ path }) =>
      (path.file !== null && isOwn(path.file)) || path.steps.some(({ place }) => place !== null && isOwn(place.file)),
  );
}

/** Whether to begin with these alone: not where something else holds more than twice as much, and more than Node does. */
export function ownSayEnough(own: readonly RetainerCluster[], all: readonly RetainerCluster[]): boolean {
  const most = (clusters: readonly RetainerCluster[]): number =>
    Math.max(0, ...clusters.map(({ retainedSize }) => retainedSize));
  return own.length > 0 && Math.max(most(own), TELLING_SHARE * NODES_OWN_BYTES) >= TELLING_SHARE * most(all);
}

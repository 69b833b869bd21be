import type { AllocationStats, HeapNode } from '../agent.ts';

interface Totals {
  objects: number;
  bytes: number;
  readonly at: Pick<HeapNode<unknown>, 'name' | 'scriptName' | 'lineNumber'>;
  readonly children: Map<string, Totals>;
}

/**
 * What was allocated in earlier lives of the sampler, summed by stack. It grows with the number of different stacks,
 * not with time. What of it is still alive nobody knows any more.
 */
export class AllocationArchive {
  readonly #root = totals({ scriptName: '' });
  #isEmpty = true;

  add(root: HeapNode<AllocationStats>): void {
    this.#isEmpty = false;
    fold(this.#root, root);
  }

  /** As a tree of which nothing is in use; `null` before the first {@link add}. */
  get root(): HeapNode<AllocationStats> | null {
    return this.#isEmpty ? null : nodeOf(this.#root);
  }
}

function totals({ name, scriptName, lineNumber }: Totals['at']): Totals {
  const at = { scriptName, ...(name !== undefined && { name }), ...(lineNumber !== undefined && { lineNumber }) };
  return { objects: 0, bytes: 0, at, children: new Map() };
}

function fold(into: Totals, node: HeapNode<AllocationStats>): void {
  for (const { allocObjects, allocSpaceBytes } of node.allocations) {
    into.objects += allocObjects;
    into.bytes += allocSpaceBytes;
  }
  for (const child of node.children) {
    const key = `${child.scriptName}\n${child.lineNumber}\n${child.name}`;
    let same = into.children.get(key);
    if (same === undefined) into.children.set(key, (same = totals(child)));
    fold(same, child);
  }
}

function nodeOf({ objects, bytes, at, children }: Totals): HeapNode<AllocationStats> {
  const stats = { allocObjects: objects, allocSpaceBytes: bytes, inuseObjects: 0, inuseSpaceBytes: 0 };
  return { ...at, allocations: objects > 0 ? [stats] : [], children: [...children.values()].map(nodeOf) };
}

/**
 * Ends what runs in terminals once the workshop itself is gone, even by `kill -9`: closing a pseudoterminal hangs up
 * on its shell, but a program with a session of its own (`setsid`) does not hear that. A process of its own, told over
 * its input which shells there are; the end of the input is the workshop's end.
 */
import { createInterface } from 'node:readline';
import { killTree, type TreeRoot } from '#lab/process-tree.ts';

/** One line of JSON each. */
export type WardenOrder =
  { readonly type: 'watch'; readonly root: TreeRoot } | { readonly type: 'forget'; readonly runId: string };

const roots = new Map<string, TreeRoot>();
for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line) as WardenOrder;
  if (order.type === 'watch') roots.set(order.root.runId, order.root);
  else roots.delete(order.runId);
}
await Promise.all(Array.from(roots.values(), (root) => killTree(root, 0)));

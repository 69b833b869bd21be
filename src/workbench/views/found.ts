/** How much of what a view shows the search finds. Pure. */
import type { FlameLayout } from '#pprof/flame.ts';
import type { ViewAnswer, ViewKind, WaitGroup } from './engine/protocol.ts';

export interface Found {
  readonly found: number;
  readonly all: number;
}

type Test = (name: string) => boolean;

/** Whether a view shows functions by their names: labels, and the profile as a text, are not searched. */
export const isSearched = (view: ViewKind): boolean => view !== 'tags' && view !== 'raw';

/** Null where the view itself tells how many. */
export function foundIn(answer: ViewAnswer, test: Test): Found | null {
  switch (answer.kind) {
    case 'top':
      return counted(answer.rows, ({ name }) => test(name));
    case 'waits':
      return counted(answer.groups, (group) => isFoundIn(group, test));
    case 'graph':
      return counted(answer.boxes, ({ name }) => test(name));
    case 'flame':
      return counted([...new Set([answer.callees, answer.callers].flatMap(namesIn))], test);
    case 'peek':
    case 'source':
    case 'traces':
    case 'tags':
    case 'raw':
      return null;
  }
}

/** Any of its stacks' functions will do. */
export const isFoundIn = ({ stacks }: WaitGroup, test: Test): boolean =>
  stacks.some(({ frames }) => frames.some(({ name }) => test(name)));

function counted<T>(all: readonly T[], isFound: (one: T) => boolean): Found {
  return { found: all.filter(isFound).length, all: all.length };
}

/** Box 0 is everything, and no function. */
function namesIn(layout: FlameLayout | null): readonly string[] {
  if (layout === null) return [];
  return Array.from(new Set(layout.frame.subarray(1)), (index) => layout.frames[index]!.name);
}

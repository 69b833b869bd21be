import { currentLabels, runWithLabels, type Labels } from '../main/labels.ts';

export type { Labels };

/**
 * Runs `fn` with labels, on top of those that are on already: Go's `pprof.Do`. All that it calls and starts has them,
 * beyond every `await`, as a goroutine's children have its labels. Samples that carry them can be picked out with
 * pprof's `-tagfocus`.
 *
 * @example
 * await withLabels({ rota: '/pedidos' }, () => listOrders(request));
 */
export function withLabels<Result>(labels: Labels, fn: () => Result): Result {
  return runWithLabels(Object.freeze({ ...currentLabels(), ...labels }), fn);
}

/** The labels of the code that runs now: Go's `pprof.ForLabels`. */
export function labels(): Labels {
  return currentLabels();
}

import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Bench } from './bench.ts';

export const BenchContext = createContext<Bench | null>(null);

/** The workbench that a component stands in. */
export function useBench(): Bench {
  const bench = useContext(BenchContext);
  if (!bench) throw new Error('A workbench component stands outside of a workbench.');
  return bench;
}

/** Profiles of what waits: pending promises and goroutines, and what held others up. Pure. */
import type { Summary } from './engine/protocol.ts';

export type WaitKind = 'goroutine' | 'contention';

/** Null for a profile of something else. */
export function waitKindOf({ sampleTypes }: Pick<Summary, 'sampleTypes'>): WaitKind | null {
  const has = (name: string): boolean => sampleTypes.some(({ type }) => type === name);
  if (has('goroutine')) return 'goroutine';
  return has('contentions') && has('delay') ? 'contention' : null;
}

/**
 * The last failed measurement of the learner's copy, kept in the browser: the “before” of the picture once the fix
 * passes. The workshop keeps only the last verdict.
 */
import type { SlopePart, Verdict } from '#server/contract.ts';
import type { TextStorage } from '../storage.ts';

export interface EarlierLeak {
  read(): SlopePart | null;
  /** Keeps the verdict's measurement if the leak was still there. */
  remember(verdict: Verdict): void;
}

export function createEarlierLeak(storage: Pick<TextStorage, 'getItem' | 'setItem'>, labId: string): EarlierLeak {
  const key = `vazou:leak-before:${labId}`;
  return {
    read() {
      try {
        const value: unknown = JSON.parse(storage.getItem(key) ?? 'null');
        return isSlopePart(value) ? value : null;
      } catch {
        return null;
      }
    },
    remember(verdict) {
      if (verdict.kind !== 'judged' || verdict.variant !== 'mine') return;
      const [leak] = verdict.parts;
      if (leak.outcome === 'pass' || leak.signal !== 'slope') return;
      try {
        storage.setItem(key, JSON.stringify(leak));
      } catch {
        // Without storage the picture has no "before"; nothing else is lost.
      }
    },
  };
}

const isNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'number');

/** What stands in storage may come from another version of the page. */
function isSlopePart(value: unknown): value is SlopePart {
  if (typeof value !== 'object' || value === null) return false;
  if (!('measure' in value && typeof value.measure === 'string')) return false;
  return 'floor' in value && isNumbers(value.floor) && 'requests' in value && isNumbers(value.requests);
}

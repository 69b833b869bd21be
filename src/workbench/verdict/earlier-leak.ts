/**
 * The last failed measurement of the learner's copy, kept in the browser: the “before” of the picture once the fix
 * passes. The workshop keeps only the last verdict.
 */
import type { FaultPart, LeakPart, Verdict } from '#server/contract.ts';
import type { TextStorage } from '../storage.ts';

export interface EarlierLeak {
  read(): LeakPart | null;
  /** Keeps the verdict's measurement if the leak was still there; of several faults, of each that was. */
  remember(verdict: Verdict): void;
}

export function createEarlierLeak(storage: Pick<TextStorage, 'getItem' | 'setItem'>, labId: string): EarlierLeak {
  const key = `vazou:leak-before:${labId}`;
  function read(): LeakPart | null {
    try {
      const value: unknown = JSON.parse(storage.getItem(key) ?? 'null');
      return isLeakPart(value) ? value : null;
    } catch {
      return null;
    }
  }
  return {
    read,
    remember(verdict) {
      if (verdict.kind !== 'judged' || verdict.variant !== 'mine') return;
      const [leak] = verdict.parts;
      if (leak.outcome === 'pass') return;
      try {
        storage.setItem(key, JSON.stringify(stillFailing(leak, read())));
      } catch {
        // Without storage the picture has no "before"; nothing else is lost.
      }
    },
  };
}

/** One fault may be gone while another is not: what was measured of it before stays. */
function stillFailing(leak: LeakPart, before: LeakPart | null): LeakPart {
  if (leak.signal !== 'several') return leak;
  const known = before?.signal === 'several' ? before.faults : [];
  const faults = leak.faults.flatMap((fault) =>
    fault.part.outcome === 'fail'
      ? [fault]
      : known.filter(({ name, part }) => name === fault.name && part.outcome === 'fail'),
  );
  return { ...leak, faults };
}

const isNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'number');

type Fields = Readonly<Partial<Record<string, unknown>>>;
const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? { ...value } : {});

/** What stands in storage may come from another version of the page. */
function isLeakPart(value: unknown): value is LeakPart {
  const { signal, faults } = fieldsOf(value);
  if (signal !== 'several') return isFaultPart(value);
  return Array.isArray(faults) && faults.every((fault: unknown) => isFaultPart(fieldsOf(fault)['part']));
}

function isFaultPart(value: unknown): value is FaultPart {
  const part = fieldsOf(value);
  switch (part['signal']) {
    case 'slope':
      return typeof part['measure'] === 'string' && isNumbers(part['floor']) && isNumbers(part['requests']);
    case 'peak':
      return typeof part['rest'] === 'number' && isNumbers(part['peaks']) && isNumbers(part['left']);
    case 'allocations':
    case 'cpu':
    case 'stalls':
      return isNumbers(part['rounds']);
    default:
      return false;
  }
}

/** What the learner says it is, before they mend it: kept in the browser, sent along with the wish for a verdict. */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Diagnosis } from '#server/contract.ts';
import type { TextStorage } from '../storage.ts';

/** As many characters as the workshop takes. */
export const MAX_SUSPECT_CHARACTERS = 120;

/** A line marked in the editor. */
export interface MarkedLine {
  readonly file: string;
  readonly line: number;
}

export interface OwnDiagnosis {
  /** Null: nothing said. */
  readonly given: ReadonlySignal<Diagnosis | null>;
  /** The suspect's line, where a line was given. */
  readonly marked: ReadonlySignal<MarkedLine | null>;
  give(diagnosis: Diagnosis | null): void;
  /** Marks a line as the suspect; the marked one again takes it back. */
  toggle(place: MarkedLine): void;
  /** The marked line is another one now: something above it was edited. */
  move(place: MarkedLine): void;
}

export function createOwnDiagnosis(storage: TextStorage, labId: string): OwnDiagnosis {
  const key = `vazou:diagnosis:${labId}`;
  const given = signal<Diagnosis | null>(read(storage, key));
  const marked = computed(() => (given.value?.kind === 'suspect' ? markedLine(given.value.name) : null));

  function give(diagnosis: Diagnosis | null): void {
    given.value = diagnosis?.kind === 'suspect' && diagnosis.name.trim() === '' ? null : diagnosis;
    try {
      if (given.value === null) storage.removeItem(key);
      else storage.setItem(key, JSON.stringify(given.value));
    } catch {
      // Not kept; it still goes along with the next verdict.
    }
  }
  const mark = ({ file, line }: MarkedLine): void => give({ kind: 'suspect', name: `${file}:${line}` });

  return {
    given,
    marked,
    give,
    toggle(place) {
      const now = marked.peek();
      if (now?.file === place.file && now.line === place.line) give(null);
      else mark(place);
    },
    move: mark,
  };
}

/** `server.ts:57` */
export function markedLine(name: string): MarkedLine | null {
  const groups = /^(?<file>[^\s:]+\.[cm]?[jt]s):(?<line>\d{1,6})$/.exec(name.trim())?.groups;
  return groups ? { file: groups['file'] ?? '', line: Number(groups['line']) } : null;
}

/** `null` for anything that is no diagnosis: what stands in storage may come from another version of the page. */
function read(storage: TextStorage, key: string): Diagnosis | null {
  try {
    const value: unknown = JSON.parse(storage.getItem(key) ?? 'null');
    if (typeof value !== 'object' || value === null || !('kind' in value)) return null;
    if (value.kind === 'not-a-leak') return { kind: 'not-a-leak' };
    if (value.kind !== 'suspect' || !('name' in value) || typeof value.name !== 'string') return null;
    return { kind: 'suspect', name: value.name.slice(0, MAX_SUSPECT_CHARACTERS) };
  } catch {
    return null;
  }
}

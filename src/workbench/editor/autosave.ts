/** Saves what was edited once the learner pauses, so that what runs, what the terminal sees and what is shown agree. */
import { effect, type ReadonlySignal } from '@preact/signals';
import { onEnd } from '../lifetime.ts';
import type { Connection } from '../live.ts';
import type { Documents } from './documents.ts';

/** Long enough for a pause between words, short enough to have happened before one looks for it. */
const PAUSE_MS = 1_000;

/**
 * A conflict is the learner's to decide, and without the workshop the draft in the browser keeps the edits: both wait.
 * A save that failed is tried again with the next edit, or when the workshop comes back.
 */
export function saveOnChange(
  documents: Pick<Documents, 'open' | 'unsaved' | 'inConflict' | 'saveAll'>,
  connection: ReadonlySignal<Connection>,
  lifetime: AbortSignal,
  pauseMs: number = PAUSE_MS,
): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  onEnd(
    lifetime,
    effect(() => {
      // Each edit makes another map, and so begins the pause anew.
      void documents.open.value;
      clearTimeout(timer);
      if (!documents.unsaved.value || documents.inConflict.value || connection.value.kind !== 'live') return;
      timer = setTimeout(() => void documents.saveAll(), pauseMs);
    }),
  );
  onEnd(lifetime, () => clearTimeout(timer));
}

import { useEffect, useMemo, useRef } from 'preact/hooks';
import { t } from '#i18n/index.ts';
import { useBench } from '../context.ts';
import { browserStorage } from '../storage.ts';
import { createOpenedHints } from './opened-hints.ts';

/** The ladder of hints: question, tool, region, fix. One step at a time, and only when asked for. */
export function Hints() {
  const { lab } = useBench();
  const labId = lab.value?.id ?? '';
  const opened = useMemo(() => createOpenedHints(browserStorage, labId), [labId]);
  const next = opened.count.value;
  const asked = useRef(false);
  const end = useRef<HTMLParagraphElement>(null);
  // With the last hint the button goes, and the keyboard with it.
  useEffect(() => {
    if (asked.current) end.current?.focus();
  }, [next]);
  const words = t.workbench.hints;
  const hints = lab.value?.hints ?? [];
  if (hints.length === 0) return null;
  const open = (): void => {
    asked.current = true;
    opened.openNext();
  };
  return (
    <section class="wb-hints" aria-label={words.title}>
      <h3>{words.title}</h3>
      <ol aria-live="polite">
        {hints.slice(0, next).map((hint, index) => (
          <li key={hint}>
            <span class="wb-hint-name">{words.steps[index] ?? ''}</span> {hint}
          </li>
        ))}
      </ol>
      {next < hints.length ? (
        <button type="button" class="wb-button" onClick={open}>
          {next === 0 ? words.first : words.next(words.steps[next] ?? '')}
        </button>
      ) : (
        <p class="wb-muted" ref={end} tabIndex={-1}>
          {words.all}
        </p>
      )}
    </section>
  );
}

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '#i18n/index.ts';
import { useBench } from '../context.ts';

/** The ladder of hints: question, tool, region, fix. One step at a time, and only when asked for. */
export function Hints() {
  const { lab } = useBench();
  const shown = useSignal(0);
  const asked = useRef(false);
  const end = useRef<HTMLParagraphElement>(null);
  // With the last hint the button goes, and the keyboard with it.
  useEffect(() => {
    if (asked.current) end.current?.focus();
  }, [shown.value]);
  const words = t.workbench.hints;
  const hints = lab.value?.hints ?? [];
  if (hints.length === 0) return null;
  const next = shown.value;
  const open = (): void => {
    asked.current = true;
    shown.value += 1;
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

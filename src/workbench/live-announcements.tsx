import { useSignal, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { t } from '#i18n/index.ts';
import { useBench } from './context.ts';
import { titleOf } from './verdict/verdict-title.ts';

/**
 * Says aloud what ended by itself: a verdict, a capture. The state of the lab has its own live region where it stands.
 * What was already there on arrival is not news.
 */
export function LiveAnnouncements() {
  const { run } = useBench();
  const text = useSignal('');
  const known = useRef<{ verdictAt: number; captures: number } | null>(null);

  useSignalEffect(() => {
    if (!run.known.value) return;
    const verdict = run.verdict.value;
    const now = { verdictAt: verdict?.at ?? 0, captures: run.captures.value.length };
    const before = known.current;
    known.current = now;
    if (before === null) return;
    if (verdict && now.verdictAt > before.verdictAt) text.value = titleOf(verdict);
    else if (now.captures > before.captures) text.value = t.workbench.captures.announced;
  });

  return (
    <p class="wb-sr-only" aria-live="polite">
      {text.value}
    </p>
  );
}

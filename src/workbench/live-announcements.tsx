import { useSignal, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Verdict } from '#server/contract.ts';
import { t } from '#i18n/index.ts';
import { useBench } from './context.ts';

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
    if (verdict && now.verdictAt > before.verdictAt) text.value = announcementOf(verdict);
    else if (now.captures > before.captures) text.value = t.workbench.captures.announced;
  });

  return (
    <p class="wb-sr-only" aria-live="polite">
      {text.value}
    </p>
  );
}

function announcementOf(verdict: Verdict): string {
  const words = t.workbench.verdict;
  if (verdict.kind === 'unjudged') return words.unjudgedTitle;
  return verdict.passed ? words.passed : words.failed;
}

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
  const news = useSignal({ count: 0, text: '' });
  const say = (text: string): void => void (news.value = { count: news.peek().count + 1, text });
  const known = useRef<{ verdictAt: number; captures: number } | null>(null);

  useSignalEffect(() => {
    if (!run.known.value) return;
    const verdict = run.verdict.value;
    const now = { verdictAt: verdict?.at ?? 0, captures: run.captures.value.length };
    const before = known.current;
    known.current = now;
    if (before === null) return;
    if (verdict && now.verdictAt > before.verdictAt) say(titleOf(verdict));
    else if (now.captures > before.captures) say(t.workbench.captures.announced);
  });

  return (
    <p class="wb-sr-only" aria-live="polite">
      {/* The same words twice are news twice only as another element. */}
      <span key={news.value.count}>{news.value.text}</span>
    </p>
  );
}

import { useSignal, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { useBench } from './context.ts';
import { newsOf, type Newsworthy } from './news.ts';

/**
 * Says aloud what began or ended by itself: a verdict, a load, a capture. The state of the lab has its own live region
 * where it stands. What was already there on arrival is not news.
 */
export function LiveAnnouncements() {
  const { run } = useBench();
  const news = useSignal({ count: 0, text: '' });
  const known = useRef<Newsworthy | null>(null);

  useSignalEffect(() => {
    if (!run.known.value) return;
    const now: Newsworthy = {
      verdict: run.verdict.value,
      judging: run.judging.value,
      load: run.load.value,
      captures: run.captures.value,
    };
    const text = known.current && newsOf(known.current, now);
    known.current = now;
    if (text !== null) news.value = { count: news.peek().count + 1, text };
  });

  return (
    <p class="wb-sr-only" aria-live="polite">
      {/* The same words twice are news twice only as another element. */}
      <span key={news.value.count}>{news.value.text}</span>
    </p>
  );
}

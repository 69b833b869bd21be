import { useEffect, useRef } from 'preact/hooks';
import { t } from '#i18n/index.ts';
import { targetOf } from '../ui/tab-keys.ts';
import { useViews } from './context.ts';
import type { ViewKind } from './engine/protocol.ts';
import { VIEW_KINDS } from './state.ts';
import { waitKindOf } from './waits.ts';

/** The views as tabs with automatic activation. There is one panel: what it shows is an answer, and answers are kept. */
export function ViewTabs({ id }: { id: string }) {
  const { views } = useViews();
  const list = useRef<HTMLDivElement>(null);
  const { view } = views.state.value;
  const summary = views.summary.value;
  const hasWaits = view === 'waits' || (summary !== null && waitKindOf(summary) !== null);
  const kinds: readonly ViewKind[] = hasWaits ? VIEW_KINDS : VIEW_KINDS.filter((kind) => kind !== 'waits');
  // On a narrow screen the tabs scroll sideways.
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [view]);
  const move = (event: KeyboardEvent): void => {
    const target = targetOf(event, kinds.indexOf(view), kinds.length);
    if (target === null) return;
    event.preventDefault();
    views.change({ view: kinds[target]! });
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[target]?.focus();
  };
  return (
    <div class="wb-tablist vw-tabs" role="tablist" aria-label={t.views.tabs.label} ref={list} onKeyDown={move}>
      {kinds.map((kind) => (
        <button
          key={kind}
          type="button"
          role="tab"
          id={`${id}-${kind}`}
          aria-controls={`${id}-panel`}
          aria-selected={view === kind}
          tabIndex={view === kind ? 0 : -1}
          title={t.views.tabs.meaning[kind]}
          onClick={() => views.change({ view: kind })}
        >
          {t.views.tabs.name[kind]}
        </button>
      ))}
    </div>
  );
}

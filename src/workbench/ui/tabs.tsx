import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { useSignal, useSignalEffect, type Signal } from '@preact/signals';
import { targetOf } from './tab-keys.ts';

export interface Tab<Id extends string> {
  readonly id: Id;
  readonly title: ComponentChildren;
  readonly render: () => ComponentChildren;
}

interface TabsProps<Id extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  readonly selected: Signal<Id>;
}

/**
 * Tabs with automatic activation (ARIA's pattern): arrows, Home and End move and show. A panel is built the first time
 * it is shown, then kept, so that nothing in it is lost by looking elsewhere.
 */
export function Tabs<Id extends string>({ label, tabs, selected }: TabsProps<Id>) {
  const list = useRef<HTMLDivElement>(null);
  const shown = useSignal<ReadonlySet<Id>>(new Set());
  useSignalEffect(() => {
    const id = selected.value;
    if (!shown.peek().has(id)) shown.value = new Set(shown.peek()).add(id);
  });

  const move = (event: KeyboardEvent): void => {
    const index = tabs.findIndex(({ id }) => id === selected.value);
    const target = targetOf(event, index, tabs.length);
    if (target === null) return;
    event.preventDefault();
    selected.value = tabs[target]!.id;
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[target]?.focus();
  };

  return (
    <div class="wb-column">
      <div class="wb-tablist" role="tablist" aria-label={label} ref={list} onKeyDown={move}>
        {tabs.map(({ id, title }) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`wb-tab-${id}`}
            aria-controls={`wb-panel-${id}`}
            aria-selected={selected.value === id}
            tabIndex={selected.value === id ? 0 : -1}
            onClick={() => (selected.value = id)}
          >
            {title}
          </button>
        ))}
      </div>
      {tabs.map(({ id, render }) => (
        <div
          key={id}
          class="wb-column wb-tabpanel"
          role="tabpanel"
          tabIndex={-1}
          id={`wb-panel-${id}`}
          aria-labelledby={`wb-tab-${id}`}
          hidden={selected.value !== id}
        >
          {shown.value.has(id) && render()}
        </div>
      ))}
    </div>
  );
}

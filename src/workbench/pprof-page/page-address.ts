/** The address of the page as its memory: the places of what is open, and everything that decides what the views show. */
import { batch, signal, type ReadonlySignal } from '@preact/signals';
import { fromQuery, toQuery, type ViewState } from '../views/state.ts';
import type { Step } from '../views/store.ts';

export interface PageAddress {
  readonly query: ReadonlySignal<URLSearchParams>;
  write(src: string | null, base: string | null, state: ViewState, step: Step): void;
}

/** `onBack` is told of the views that the browser's Back leads to. */
export function createPageAddress(onBack: (state: ViewState) => void, lifetime: AbortSignal): PageAddress {
  const query = signal(new URLSearchParams(location.search));
  window.addEventListener(
    'popstate',
    () => {
      batch(() => {
        query.value = new URLSearchParams(location.search);
        onBack(fromQuery(query.peek()));
      });
    },
    { signal: lifetime },
  );
  return {
    query,
    write(src, base, state, step) {
      const next = new URLSearchParams();
      if (src !== null) next.set('src', src);
      if (src !== null && base !== null) next.set('base', base);
      for (const [name, value] of toQuery(state)) next.append(name, value);
      const text = next.toString();
      const url = text === '' ? location.pathname : `${location.pathname}?${text}`;
      if (step === 'step') history.pushState(null, '', url);
      else history.replaceState(null, '', url);
      query.value = next;
    },
  };
}

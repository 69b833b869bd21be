/**
 * The address of the page as the workbench's memory: which panel, which captures, and everything that decides what the
 * views show. So a link in the text opens one view, a reload finds it again, and Back undoes a step. What belongs to
 * others in the address (the heading, say) stays.
 */
import { batch, computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { onEnd } from './lifetime.ts';
import type { CaptureChoice } from './profile/capture-choice.ts';
import { fromQuery, toQuery, VIEW_PARAMETERS, type ViewState } from './views/state.ts';
import type { Step } from './views/store.ts';

/** Names of the parameters that are not of the views. */
const PANEL = 'aba';
const CAPTURE = 'cap';
const BASE = 'base';

export interface Address {
  /** What the address says of the views. */
  readonly view: ReadonlySignal<ViewState>;
  /** Told of each change that a person makes in the views. */
  keepView(state: ViewState, step: Step): void;
}

export interface AddressParts<Panel extends string> {
  readonly panel: Signal<Panel>;
  /** The first one needs no word in the address. */
  readonly panels: readonly [Panel, ...Panel[]];
  readonly choice: CaptureChoice;
}

export function keepAddress<Panel extends string>(
  { panel, panels, choice }: AddressParts<Panel>,
  lifetime: AbortSignal,
): Address {
  const view = signal<ViewState>(fromQuery(new URLSearchParams()));

  let isReading = false;
  function read(): void {
    const query = new URLSearchParams(location.search);
    isReading = true;
    batch(() => {
      panel.value = panels.find((one) => one === query.get(PANEL)) ?? panels[0];
      choice.choose(query.get(CAPTURE));
      choice.compareTo(query.get(BASE));
      const said = fromQuery(query);
      if (JSON.stringify(said) !== JSON.stringify(view.peek())) view.value = said;
    });
    isReading = false;
  }
  read();
  window.addEventListener('popstate', read, { signal: lifetime });

  function write(change: (query: URLSearchParams) => void, step: Step): void {
    const query = new URLSearchParams(location.search);
    const before = query.toString();
    change(query);
    const after = query.toString();
    if (after === before) return;
    const url = `${location.pathname}${after === '' ? '' : `?${after}`}${location.hash}`;
    if (step === 'step') history.pushState(null, '', url);
    else history.replaceState(null, '', url);
  }
  const put = (query: URLSearchParams, name: string, value: string | null): void => {
    if (value === null) query.delete(name);
    else query.set(name, value);
  };
  // What follows from captures that are gone is no step: Back would lead to it again and again.
  const acts = computed(() => ({ panel: panel.value, choice: choice.made.value }));
  let known = acts.peek();
  onEnd(
    lifetime,
    effect(() => {
      const step: Step = acts.value === known || isReading ? 'touch' : 'step';
      known = acts.value;
      const shown = panel.value;
      const { capture, base } = choice.wanted.value;
      write((query) => {
        put(query, PANEL, shown === panels[0] ? null : shown);
        put(query, CAPTURE, capture);
        put(query, BASE, base);
      }, step);
    }),
  );

  return {
    view,
    keepView(state, step) {
      view.value = state;
      write((query) => {
        for (const name of VIEW_PARAMETERS) query.delete(name);
        for (const [name, value] of toQuery(state)) query.append(name, value);
      }, step);
    },
  };
}

/** Which text the editor shows: whose version of which file, and whether it is there yet. */
import { computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { messageOf, type Api, type RunVariant } from '../api.ts';
import { onEnd } from '../lifetime.ts';
import type { Documents } from './documents.ts';
import type { EditorText } from './monaco.ts';

export type Shown =
  | { readonly kind: 'loading' }
  | { readonly kind: 'text'; readonly text: EditorText }
  | { readonly kind: 'failed'; readonly message: string }
  /** The solution, until the learner says that they want to see it. */
  | { readonly kind: 'guarded' };

export interface ShownText {
  readonly names: ReadonlySignal<readonly string[]>;
  readonly name: ReadonlySignal<string | null>;
  readonly variant: Signal<RunVariant>;
  readonly shown: ReadonlySignal<Shown>;
  choose(name: string): void;
  allowSolution(): void;
  /** Asks again for a text that could not be read. */
  retry(): void;
}

export function createShownText(api: Api, documents: Documents, lifetime: AbortSignal): ShownText {
  const chosen = signal<string | null>(null);
  const variant = signal<RunVariant>('mine');
  const solutionAllowed = signal(false);
  const readings = signal<ReadonlyMap<string, Shown>>(new Map());
  const names = computed(() => [...documents.open.value.keys()]);
  const name = computed(() => chosen.value ?? names.value[0] ?? null);
  const path = computed(() => `${variant.value}/${name.value}`);

  const shown = computed<Shown>(() => {
    if (variant.value === 'solution' && !solutionAllowed.value) return { kind: 'guarded' };
    if (variant.value !== 'mine') return readings.value.get(path.value) ?? { kind: 'loading' };
    const document = name.value === null ? undefined : documents.open.value.get(name.value);
    return document
      ? { kind: 'text', text: { path: path.value, text: document.text, readOnly: false } }
      : { kind: 'loading' };
  });

  const put = (key: string, reading: Shown): void => {
    readings.value = new Map(readings.peek()).set(key, reading);
  };
  async function read(key: string, file: string, of: RunVariant): Promise<void> {
    put(key, { kind: 'loading' });
    try {
      const { content } = await api.file(file, of);
      put(key, { kind: 'text', text: { path: key, text: content, readOnly: true } });
    } catch (error) {
      put(key, { kind: 'failed', message: messageOf(error) });
    }
  }
  onEnd(
    lifetime,
    effect(() => {
      const wanted = shown.value.kind === 'loading' && variant.value !== 'mine' && !readings.value.has(path.value);
      if (wanted && name.value !== null) void read(path.value, name.value, variant.value);
    }),
  );

  return {
    names,
    name,
    variant,
    shown,
    choose: (next) => (chosen.value = next),
    allowSolution: () => (solutionAllowed.value = true),
    retry() {
      const rest = new Map(readings.peek());
      rest.delete(path.peek());
      readings.value = rest;
    },
  };
}

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
  /** Whose version the shown one is compared with. */
  readonly comparedWith: Signal<RunVariant | null>;
  /** That version; null when nothing is compared. */
  readonly base: ReadonlySignal<Shown | null>;
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
  const comparedWith = signal<RunVariant | null>(null);
  const pathOf = (of: RunVariant): string => `${of}/${name.value}`;

  function versionOf(of: RunVariant): Shown {
    const path = pathOf(of);
    if (of === 'solution' && !solutionAllowed.value) return { kind: 'guarded' };
    if (of !== 'mine') return readings.value.get(path) ?? { kind: 'loading' };
    const document = name.value === null ? undefined : documents.open.value.get(name.value);
    return document ? { kind: 'text', text: { path, text: document.text, readOnly: false } } : { kind: 'loading' };
  }
  const shown = computed(() => versionOf(variant.value));
  const base = computed(() => {
    const { value: other } = comparedWith;
    return other === null || other === variant.value ? null : versionOf(other);
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
      for (const [of, now] of [
        [variant.value, shown.value],
        [comparedWith.value, base.value],
      ] as const) {
        const wanted = now?.kind === 'loading' && of !== null && of !== 'mine' && !readings.value.has(pathOf(of));
        if (wanted && name.value !== null) void read(pathOf(of), name.value, of);
      }
    }),
  );

  return {
    names,
    name,
    variant,
    shown,
    comparedWith,
    base,
    choose: (next) => (chosen.value = next),
    allowSolution: () => (solutionAllowed.value = true),
    retry() {
      const rest = new Map(readings.peek());
      for (const of of [variant.peek(), comparedWith.peek()]) if (of !== null) rest.delete(pathOf(of));
      readings.value = rest;
    },
  };
}

/** Which capture is on show, through which sample type, and whether its view is there yet. */
import { computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Capture } from '#server/contract.ts';
import { messageOf, type Api } from '../api.ts';
import { onEnd } from '../lifetime.ts';
import type { ProfileReader } from './profile-reader.ts';
import type { ProfileView } from './protocol.ts';

export type ProfileMode = 'top' | 'flame';

export type ShownView =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'view'; readonly view: ProfileView }
  | { readonly kind: 'failed'; readonly message: string };

export interface ShownProfile {
  readonly capture: ReadonlySignal<Capture | null>;
  readonly shown: ReadonlySignal<ShownView>;
  readonly mode: Signal<ProfileMode>;
  /** The function that stands out in every view. */
  readonly marked: Signal<string | null>;
  choose(captureId: string): void;
  chooseSampleType(type: string): void;
  retry(): void;
}

/** The newest capture is shown, unless the learner has chosen another one that still exists. */
export function createShownProfile(
  api: Api,
  captures: ReadonlySignal<readonly Capture[]>,
  reader: ProfileReader,
  lifetime: AbortSignal,
): ShownProfile {
  const chosen = signal<{ readonly id: string; readonly newest: string | undefined } | null>(null);
  const sampleType = signal<string | null>(null);
  const attempt = signal(0);
  const shown = signal<ShownView>({ kind: 'none' });
  const bytes = new Map<string, Promise<Uint8Array>>();

  const capture = computed(() => {
    const newest = captures.value.at(-1) ?? null;
    // A choice holds until something newer is captured: that is what one captured it for.
    const choice = chosen.value?.newest === newest?.id ? chosen.value?.id : undefined;
    return captures.value.find(({ id }) => id === choice) ?? newest;
  });
  const captureKey = computed(() => (capture.value ? keyOf(capture.value) : null));

  /** Each capture is fetched once; it never changes. */
  function bytesOf(wanted: Capture): Promise<Uint8Array> {
    const key = keyOf(wanted);
    const known = bytes.get(key);
    if (known) return known;
    const fetched = api.captureBytes(wanted.id);
    bytes.set(key, fetched);
    fetched.catch(() => bytes.delete(key));
    return fetched;
  }

  let latest = 0;
  async function load(wanted: Capture, type: string | null): Promise<void> {
    const turn = ++latest;
    const put = (next: ShownView): void => {
      if (turn === latest && !lifetime.aborted) shown.value = next;
    };
    if (shown.peek().kind !== 'view') put({ kind: 'loading' });
    try {
      put({ kind: 'view', view: await reader.read(await bytesOf(wanted), type) });
    } catch (error) {
      put({ kind: 'failed', message: messageOf(error) });
    }
  }
  onEnd(
    lifetime,
    effect(() => {
      void attempt.value;
      const type = sampleType.value;
      if (captureKey.value === null) shown.value = { kind: 'none' };
      else void load(capture.peek()!, type);
    }),
  );

  return {
    capture,
    shown,
    mode: signal<ProfileMode>('top'),
    marked: signal<string | null>(null),
    choose: (id) => (chosen.value = { id, newest: captures.peek().at(-1)?.id }),
    chooseSampleType: (type) => (sampleType.value = type),
    retry: () => (attempt.value += 1),
  };
}

/** Ids begin anew when the workshop is restarted; with the time they do not. */
const keyOf = ({ id, takenAt }: Capture): string => `${id}@${takenAt}`;

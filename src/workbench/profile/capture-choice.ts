/** Which capture is on show, and which one it is compared with: one choice, made on the chart, in the panel, or by an address. */
import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Capture } from '#server/contract.ts';

export interface CaptureChoice {
  readonly capture: ReadonlySignal<Capture | null>;
  readonly base: ReadonlySignal<Capture | null>;
  /** Whether the capture on show was chosen, and is not only the newest. */
  readonly isChosen: ReadonlySignal<boolean>;
  /** The choice as an address keeps it: ids, which hold before the captures are known too. */
  readonly wanted: ReadonlySignal<{ readonly capture: string | null; readonly base: string | null }>;
  /** Another value with each choice that is made, and none when captures come or go. */
  readonly made: ReadonlySignal<object>;
  /** Null goes back to the newest. */
  choose(captureId: string | null): void;
  /** What an address chose holds from now on as any choice does: until something newer is captured. */
  settle(): void;
  /** Null ends the comparison. */
  compareTo(captureId: string | null): void;
  /**
   * Picks a capture, or lets go of it. A second one that measures the same is compared with the first, the older one
   * being the base.
   */
  toggle(captureId: string): void;
}

/** Only what measures the same, and no trace: its order is the point. */
export const areComparable = (one: Capture, other: Capture | null): boolean =>
  one !== other && one.profile === other?.profile && one.profile !== 'trace';

/** The newest capture is shown, unless the learner has chosen another one that still exists. */
export function createCaptureChoice(captures: ReadonlySignal<readonly Capture[]>): CaptureChoice {
  const chosen = signal<{ readonly id: string; readonly newest: string | undefined } | null>(null);
  const chosenBase = signal<string | null>(null);

  // What the judge took is the newest only where there is nothing that the learner took.
  const newestOf = (all: readonly Capture[]): Capture | undefined =>
    all.findLast(({ verdict }) => verdict === undefined) ?? all.at(-1);
  const choice = computed(() => {
    const newest = newestOf(captures.value);
    // A choice holds until something newer is captured: that is what one captured it for.
    const id = chosen.value !== null && isStill(chosen.value.newest, newest?.id) ? chosen.value.id : undefined;
    return captures.value.find((capture) => capture.id === id) ?? null;
  });
  const capture = computed(() => choice.value ?? newestOf(captures.value) ?? null);
  const base = computed(
    () => captures.value.find((other) => other.id === chosenBase.value && areComparable(other, capture.value)) ?? null,
  );
  const choose = (id: string | null): void => {
    chosen.value = id === null ? null : { id, newest: newestOf(captures.peek())?.id };
  };
  const compareTo = (id: string | null): void => void (chosenBase.value = id);

  return {
    capture,
    base,
    isChosen: computed(() => choice.value !== null),
    wanted: computed(() =>
      captures.value.length === 0
        ? { capture: chosen.value?.id ?? null, base: chosenBase.value }
        : { capture: choice.value?.id ?? null, base: base.value?.id ?? null },
    ),
    made: computed(() => ({ chosen: chosen.value, base: chosenBase.value })),
    choose,
    settle: () => choose(choice.peek()?.id ?? null),
    compareTo,
    toggle: (id) =>
      batch(() => {
        const [picked, against] = [choice.peek(), base.peek()];
        if (against?.id === id) return compareTo(null);
        if (picked?.id === id) {
          choose(against?.id ?? null);
          return compareTo(null);
        }
        const added = captures.peek().find((capture) => capture.id === id);
        if (added === undefined || picked === null || against !== null || !areComparable(added, picked)) {
          choose(id);
          return compareTo(null);
        }
        const [older, newer] = [picked, added].sort((a, b) => a.takenAt - b.takenAt);
        choose(newer!.id);
        compareTo(older!.id);
      }),
  };
}

/** What was chosen before the first capture was known, as by an address, holds too. */
const isStill = (then: string | undefined, now: string | undefined): boolean => then === undefined || then === now;

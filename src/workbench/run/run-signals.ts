/** The run as signals, one for each part of it, so that a view is drawn again only when its own part has changed. */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { LabEvent } from '#server/contract.ts';
import { EMPTY_RUN, reduceRun, type Run } from './run.ts';

export type RunSignals = { readonly [Part in keyof Run]: ReadonlySignal<Run[Part]> } & {
  /** True once the workshop's first snapshot is here: before, everything looks stopped and empty. */
  readonly known: ReadonlySignal<boolean>;
};

export function createRunSignals(): { readonly run: RunSignals; readonly receive: (event: LabEvent) => void } {
  const source = signal(EMPTY_RUN);
  return {
    run: {
      known: computed(() => source.value !== EMPTY_RUN),
      state: computed(() => source.value.state),
      samples: computed(() => source.value.samples),
      marks: computed(() => source.value.marks),
      load: computed(() => source.value.load),
      captures: computed(() => source.value.captures),
      before: computed(() => source.value.before),
      verdict: computed(() => source.value.verdict),
      judging: computed(() => source.value.judging),
    },
    receive: (event) => (source.value = reduceRun(source.peek(), event)),
  };
}

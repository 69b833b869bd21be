/** A wish of the learner's: the lab that runs their copy starts anew with what was saved. */
import { effect, signal, type ReadonlySignal } from '@preact/signals';
import type { LabState } from '#server/contract.ts';
import { onEnd } from '../lifetime.ts';
import type { TextStorage } from '../storage.ts';
import type { Documents } from './documents.ts';
import { isStaleRun } from './stale-run.ts';

const KEY = 'vazou.reiniciar-ao-salvar';
/** TypeScript marks errors of syntax within this time, on the machines that we have seen. */
const SETTLE_MS = 1_200;

export interface RestartOnSave {
  readonly on: ReadonlySignal<boolean>;
  set(on: boolean): void;
}

interface Options {
  readonly documents: Pick<Documents, 'code' | 'unsaved'>;
  readonly state: ReadonlySignal<LabState>;
  /** False while the editor marks errors of syntax: half a line, saved by itself, must not bring the lab down. */
  readonly runnable: ReadonlySignal<boolean>;
  /** False when it was not done. */
  readonly restart: () => Promise<boolean>;
  readonly storage: TextStorage;
  readonly lifetime: AbortSignal;
  readonly settleMs?: number;
}

export function createRestartOnSave(options: Options): RestartOnSave {
  const { documents, state, runnable, restart, storage, lifetime, settleMs = SETTLE_MS } = options;
  const on = signal(read(storage));
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The code that a restart was asked for. Once is enough: the lab may come up with still newer code. */
  let asked: string | null = null;
  /** What the page finds when it comes has been saved by nobody here. */
  let isFirst = true;
  async function askFor(code: string | null): Promise<void> {
    asked = code;
    if (!(await restart())) asked = null;
  }
  onEnd(
    lifetime,
    effect(() => {
      const { value: code } = documents.code;
      const isStale = isStaleRun(state.value, code);
      clearTimeout(timer);
      if (isFirst && code !== null) [isFirst, asked] = [false, code];
      if (state.value.kind === 'ready' && !isStale) asked = null;
      if (!on.value || !runnable.value || documents.unsaved.value || !isStale || code === asked) return;
      timer = setTimeout(() => void askFor(code), settleMs);
    }),
  );
  onEnd(lifetime, () => clearTimeout(timer));
  return {
    on,
    set(wanted) {
      on.value = wanted;
      try {
        storage.setItem(KEY, String(wanted));
      } catch {
        // Not remembered; it holds for this page.
      }
    },
  };
}

function read(storage: TextStorage): boolean {
  try {
    return storage.getItem(KEY) === 'true';
  } catch {
    return false;
  }
}

/** What a person asks of the workshop, one thing at a time, and why the last of it failed. */
import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { messageOf } from './api.ts';
import { until } from './lifetime.ts';

/** What was asked of the workshop and is not answered yet. */
export type Action = 'launch' | 'stop' | 'gc' | 'load' | 'stop-load' | 'judge' | 'reset' | 'keep';

/** These wait for their turn: nothing on the page keeps a person from confirming them meanwhile. */
const PATIENT: ReadonlySet<Action> = new Set(['reset', 'keep']);

export interface Actions {
  readonly pending: ReadonlySignal<Action | null>;
  /** The last failure, in words, until dismissed or followed by another thing asked. */
  readonly problem: Signal<string | null>;
  /** A failure becomes {@link problem}. False when it failed or was not asked. */
  act(action: Action, ask: () => Promise<unknown>): Promise<boolean>;
}

export function createActions(lifetime: AbortSignal): Actions {
  const pending = signal<Action | null>(null);
  const problem = signal<string | null>(null);
  return {
    pending,
    problem,
    async act(action, ask) {
      while (PATIENT.has(action) && pending.peek() !== null && !lifetime.aborted) {
        await until(pending, (other) => other === null, lifetime);
      }
      if (pending.peek() !== null) return false;
      pending.value = action;
      // The same words again are news again only if they were gone.
      problem.value = null;
      try {
        await ask();
        return true;
      } catch (error) {
        problem.value = messageOf(error);
        return false;
      } finally {
        pending.value = null;
      }
    },
  };
}

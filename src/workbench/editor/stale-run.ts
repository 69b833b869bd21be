import type { LabState } from '#server/contract.ts';
import { isOutdated } from '../outdated.ts';

/** Whether the lab runs the learner's copy as it was once, and not as it is saved now: `code`, null while unknown. */
export const isStaleRun = (state: LabState, code: string | null): boolean =>
  state.kind === 'ready' && isOutdated(state, code);

import type { Scenario } from '../scenario.ts';
import type { Trial } from './trial.ts';

/** What every hearing works with. */
export interface Hall {
  readonly trial: Trial;
  /** The original, on trial beside it, where a fix is compared with that; else `null`. */
  readonly reference: Trial | null;
  readonly scenario: Scenario;
  /** Tells that the warm-up begins, and each round. */
  warmedUp(): void;
  round(done: number, of: number): void;
}

import type { Scenario } from '../scenario.ts';
import type { Trial } from './trial.ts';

/** What every hearing works with. */
export interface Hall {
  readonly trial: Trial;
  readonly scenario: Scenario;
  /** Tells that the warm-up begins, and each round. */
  warmedUp(): void;
  round(done: number, of: number): void;
}

/** The first part of a verdict: is the leak gone? */
import type { LeakPart } from '../judgement.ts';
import type { Memstats } from '../memstats.ts';
import type { Counter } from '../run.ts';
import type { Acceptance } from '../scenario.ts';
import { latestSlope, slopeBetween } from '../slope.ts';

/**
 * How many rounds a floor may take to level out, as a multiple of the rounds that must be level. A fix that bounds
 * its cache grows until the bound is reached, and must not be taken for a leak meanwhile.
 */
const PATIENCE = 2;

export class LeakTrial {
  readonly #acceptance: Acceptance;
  readonly #ceiling: number;
  readonly #requests: number[] = [];
  readonly #readings: Memstats[] = [];
  #rested = false;

  /** @param ceilingMiB the process's memory ceiling, in MiB. */
  constructor(acceptance: Acceptance, ceilingMiB: number) {
    this.#acceptance = acceptance;
    this.#ceiling = ceilingMiB * 1024 * 1024;
  }

  get maxRounds(): number {
    return this.#acceptance.rounds * PATIENCE;
  }

  /** Notes the floor after a round (or after the warm-up). @param requests sent so far in all. */
  note(requests: number, floor: Memstats): void {
    this.#requests.push(requests);
    this.#readings.push(floor);
  }

  /** Notes the floor after a rest without load. */
  noteRest(floor: Memstats): void {
    this.note(this.#requests.at(-1) ?? 0, floor);
    this.#rested = true;
  }

  /** Whether another round could still change the outcome. */
  get undecided(): boolean {
    const rounds = this.#readings.length - 1;
    if (rounds < this.#acceptance.rounds) return true;
    return this.part().outcome === 'fail' && rounds < this.maxRounds && this.#fitsAnotherRound();
  }

  /**
   * The scenario's counter decides, and `external` with it: a leak moved off the heap into buffers is still a leak.
   */
  part(): LeakPart {
    const own = this.#partOf(this.#acceptance.counter);
    const elsewhere = this.#partOf('external');
    return own.outcome === 'pass' && elsewhere.outcome === 'fail' ? elsewhere : own;
  }

  /** A bound that lies beyond the ceiling is none: stop while the process can still be measured. */
  #fitsAnotherRound(): boolean {
    const [before, last] = this.#readings.slice(-2).map(({ heapUsed }) => heapUsed);
    if (before === undefined || last === undefined) return true;
    return last + 2 * Math.max(0, last - before) < this.#ceiling;
  }

  #partOf(counter: Counter): LeakPart {
    const { maxPerRequest } = this.#acceptance;
    const requests = [...this.#requests];
    const floor = this.#readings.map((reading) => reading[counter]);
    const perRequest = this.#slopeOf({ requests, bytes: floor });
    const outcome = perRequest < maxPerRequest ? 'pass' : 'fail';
    return { name: 'leak', outcome, counter, requests, floor, perRequest, maxPerRequest };
  }

  /** After a rest what counts is what the whole load left behind; what went away by itself was no leak. */
  #slopeOf(floor: { readonly requests: readonly number[]; readonly bytes: readonly number[] }): number {
    if (this.#rested) return slopeBetween(floor, 0, floor.bytes.length - 1);
    return latestSlope(floor, this.#acceptance.rounds) ?? Number.POSITIVE_INFINITY;
  }
}

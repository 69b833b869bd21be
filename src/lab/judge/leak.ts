/** The first part of most verdicts: is the leak gone? */
import type { SlopePart } from '../judgement.ts';
import type { Rounds, SlopeLimit } from '../scenario.ts';
import { latestSlope, slopeBetween, type Floor } from '../slope.ts';
import { inBytes, valueOf, type Reading } from './measure.ts';

/**
 * How many rounds a floor may take to level out, as a multiple of the rounds that must be level. A fix that bounds
 * its cache grows until the bound is reached, and must not be taken for a leak meanwhile.
 */
const PATIENCE = 2;

/** Where the scenario counts items, memory that moves off the heap must not hide there either. */
const MAX_ELSEWHERE_BYTES = 4 * 1024;

/** What a trial by slope needs to know of the scenario. */
export type SlopeTerms = Pick<Rounds, 'rounds'> & SlopeLimit & { readonly also?: readonly SlopeLimit[] };

export class LeakTrial {
  readonly #rounds: number;
  readonly #limits: readonly SlopeLimit[];
  readonly #ceiling: number;
  readonly #requests: number[] = [];
  readonly #readings: Reading[] = [];
  #rested = false;

  /** @param ceilingMiB the process's memory ceiling, in MiB. */
  constructor({ rounds, measure, maxPerRequest, also = [] }: SlopeTerms, ceilingMiB: number) {
    this.#rounds = rounds;
    const elsewhere = {
      measure: 'external',
      maxPerRequest: inBytes(measure) ? maxPerRequest : MAX_ELSEWHERE_BYTES,
    } as const;
    this.#limits = [{ measure, maxPerRequest }, ...also, elsewhere];
    this.#ceiling = ceilingMiB * 1024 * 1024;
  }

  get maxRounds(): number {
    return this.#rounds * PATIENCE;
  }

  /** Notes the floor after a round (or after the warm-up). @param requests sent so far in all. */
  note(requests: number, floor: Reading): void {
    this.#requests.push(requests);
    this.#readings.push(floor);
  }

  /** Notes the floor after a rest without load. */
  noteRest(floor: Reading): void {
    this.note(this.#requests.at(-1) ?? 0, floor);
    this.#rested = true;
  }

  /** Whether another round could still change the outcome. */
  get undecided(): boolean {
    const rounds = this.#readings.length - 1;
    if (rounds < this.#rounds) return true;
    return this.part().outcome === 'fail' && rounds < this.maxRounds && this.#fitsAnotherRound();
  }

  /** The scenario's own measure, unless another one is at fault: a leak moved elsewhere is still a leak. */
  part(): SlopePart {
    const [own, ...others] = this.#limits.map((limit) => this.#partOf(limit));
    if (own === undefined) throw new Error('a trial without a measure');
    return own.outcome === 'fail' ? own : (others.find(({ outcome }) => outcome === 'fail') ?? own);
  }

  /** A bound that lies beyond the ceiling is none: stop while the process can still be measured. */
  #fitsAnotherRound(): boolean {
    const [before, last] = this.#readings.slice(-2).map(({ heapUsed }) => heapUsed);
    if (before === undefined || last === undefined) return true;
    return last + 2 * Math.max(0, last - before) < this.#ceiling;
  }

  #partOf({ measure, maxPerRequest }: SlopeLimit): SlopePart {
    const requests = [...this.#requests];
    const floor = this.#readings.map((reading) => valueOf(reading, measure));
    const perRequest = this.#slopeOf({ requests, values: floor });
    const outcome = perRequest < maxPerRequest ? 'pass' : 'fail';
    return { name: 'leak', signal: 'slope', outcome, measure, requests, floor, perRequest, maxPerRequest };
  }

  /** After a rest what counts is what the whole load left behind; what went away by itself was no leak. */
  #slopeOf(floor: Floor): number {
    if (this.#rested) return slopeBetween(floor, 0, floor.values.length - 1);
    return latestSlope(floor, this.#rounds) ?? Number.POSITIVE_INFINITY;
  }
}

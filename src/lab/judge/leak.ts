/** Is a floor level? The rounds of one trial, and what they say of the measures that have a limit. */
import type { Elsewhere, SlopePart } from '../judgement.ts';
import type { Measure, Rounds, SlopeLimit } from '../scenario.ts';
import { latestSlope, latestSlopes, median, slopeBetween, type Floor } from '../slope.ts';
import { inBytes, valueAfterRest, valueOf, type Reading } from './measure.ts';

/**
 * How many rounds a floor may take to level out, as a multiple of the rounds that must be level. A fix that bounds
 * its cache grows until the bound is reached, and must not be taken for a leak meanwhile.
 */
const PATIENCE = 2;

/** Where the scenario counts items, memory that moves off the heap must not hide there either. */
const MAX_EXTERNAL_BYTES = 4 * 1024;
/** Native memory of fixed labs rose by up to 13 KB a request in one round and fell in the next; the median stayed below 2.5. */
const MAX_NATIVE_BYTES = 6 * 1024;
/** A leak grows by the same in every round, and a rest takes nothing of it away; with some room for what varies. */
const STEADY = 0.5;
const KEPT = 0.9;

/** Of a round: less is what allocators do. */
const MIN_ROUND_BYTES = 1024 * 1024;
const MAX_DISK_BYTES = 4 * 1024;

/** A limit on growth, of what a scenario can measure or of where it could have gone instead. */
export interface Limit {
  readonly measure: Measure | Elsewhere;
  readonly maxPerRequest: number;
}

/** What a trial by slope needs to know of the scenario. */
export type SlopeTerms = Pick<Rounds, 'rounds' | 'requestsPerRound'> &
  SlopeLimit & { readonly also?: readonly SlopeLimit[] };

/** The scenario's own limits, the one it names first in front. */
export function ownLimits({ measure, maxPerRequest, also = [] }: SlopeTerms): readonly Limit[] {
  return [{ measure, maxPerRequest }, ...also];
}

/** A leak moved elsewhere is still a leak: to Buffers, to native memory (another thread's heap too), to files. */
export function elsewhereLimits({ measure, maxPerRequest, requestsPerRound }: SlopeTerms): readonly Limit[] {
  const perRound = MIN_ROUND_BYTES / requestsPerRound;
  return [
    { measure: 'external', maxPerRequest: inBytes(measure) ? maxPerRequest : MAX_EXTERNAL_BYTES },
    { measure: 'native', maxPerRequest: Math.max(MAX_NATIVE_BYTES, perRound) },
    { measure: 'disk', maxPerRequest: Math.max(MAX_DISK_BYTES, perRound) },
  ];
}

export class LeakTrial {
  readonly maxRounds: number;
  readonly #rounds: number;
  readonly #limits: readonly Limit[];
  readonly #ceiling: number;
  readonly #requests: number[] = [];
  readonly #readings: Reading[] = [];
  #start: Reading | null = null;
  #rest: Reading | null = null;

  /**
   * @param limits at least one; the first is what the part speaks of while all of them hold.
   * @param rounds how many must be level.
   * @param ceilingMiB the process's memory ceiling.
   * @param patience how many rounds that may take, as a multiple of those.
   */
  constructor(limits: readonly Limit[], rounds: number, ceilingMiB: number, patience = PATIENCE) {
    this.#limits = limits;
    this.#rounds = rounds;
    this.#ceiling = ceilingMiB * 1024 * 1024;
    this.maxRounds = rounds * patience;
  }

  /** Whether it counts anything, of which there is next to nothing before any load. Memory is no use for that. */
  get counts(): boolean {
    return this.#limits.some(({ measure }) => !isBytes(measure));
  }

  /** Notes what there was before any load. */
  noteStart(floor: Reading): void {
    this.#start = floor;
  }

  /** Notes the floor after a round (or after the warm-up). @param requests sent so far in all. */
  note(requests: number, floor: Reading): void {
    this.#requests.push(requests);
    this.#readings.push(floor);
  }

  /** Notes the floor after a rest without load, in place of an earlier one. */
  noteRest(floor: Reading): void {
    this.#rest = floor;
  }

  /**
   * Whether anything of what grew too much went away by itself, in a round that grew less than the others or in the rest.
   * What holds its limit varies as it likes.
   */
  get letsGo(): boolean {
    return this.#limits.some((limit) => {
      if (this.#partOf(limit).outcome === 'pass') return false;
      const { measure } = limit;
      const values = valuesOf(this.#readings, measure);
      const [first = 0] = values;
      const last = values.at(-1) ?? 0;
      const rest = this.#valueOfRest(measure) ?? last;
      if (last - rest > (1 - KEPT) * (last - first)) return true;
      // Native memory comes in lumps, of a leak too: its rounds say nothing (seen: 0.2 MiB, 1.1, 1.2, 1.8).
      const slopes =
        measure === 'native' ? [] : (latestSlopes({ requests: this.#requests, values }, values.length - 1) ?? []);
      return slopes.some((slope) => slope < STEADY * median(slopes));
    });
  }

  /** Whether something counted grew in the rounds, and is gone after the rest. */
  get isEmptied(): boolean {
    if (this.#rest === null || this.part().outcome === 'fail') return false;
    const grew = ({ measure, maxPerRequest }: Limit): boolean =>
      !isBytes(measure) && this.#latest(valuesOf(this.#readings, measure)) >= maxPerRequest;
    return this.#limits.some(grew);
  }

  /** Whether another round could still change the outcome. */
  get undecided(): boolean {
    const rounds = this.#readings.length - 1;
    if (rounds < this.#rounds) return true;
    const open = this.part().outcome === 'fail' || this.#isDoubtful;
    return open && rounds < this.maxRounds && this.#fitsAnotherRound();
  }

  /**
   * Whether rounds that passed by their median left more than they may in all. What one round takes away and another one
   * adds can hide a small leak (seen: 0.1 MiB less, 0.9 more, 0.2 less, of a fix that leaks 0.36 in each).
   */
  get #isDoubtful(): boolean {
    return this.#limits.some(({ measure, maxPerRequest }) => {
      const values = valuesOf(this.#readings, measure);
      const last = values.length - 1;
      const floor = { requests: this.#requests, values };
      return this.#latest(values) < maxPerRequest && slopeBetween(floor, last - this.#rounds, last) >= maxPerRequest;
    });
  }

  /** Of the first limit that does not hold; of the first one where all do. */
  part(): SlopePart {
    const parts = this.#limits.map((limit) => this.#partOf(limit));
    const part = parts.find(({ outcome }) => outcome === 'fail') ?? parts[0];
    if (part === undefined) throw new Error('a trial without a measure');
    return part;
  }

  /** A bound that lies beyond the ceiling is none: stop while the process can still be measured. */
  #fitsAnotherRound(): boolean {
    const [before, last] = this.#readings.slice(-2).map(({ heapUsed }) => heapUsed);
    if (before === undefined || last === undefined) return true;
    return last + 2 * Math.max(0, last - before) < this.#ceiling;
  }

  #partOf({ measure, maxPerRequest }: Limit): SlopePart {
    const rest = this.#valueOfRest(measure);
    const rested = rest === null ? [] : [rest];
    // What is counted was next to nothing at the start: the warm-up leaves some of it, too, and a queue that a leak fills
    // and a clock empties can be as long after the rest as it was after the warm-up (seen: 367 waits, 667, 352).
    const start = rest === null || this.#start === null || isBytes(measure) ? [] : [valueOf(this.#start, measure)];
    const requests = [...start.map(() => 0), ...this.#requests, ...rested.map(() => this.#requests.at(-1) ?? 0)];
    const floor = [...start, ...valuesOf(this.#readings, measure), ...rested];
    // A bound is reached in the first rounds, and allocators keep what they got: only the last rounds tell. Or the rest
    // does, if it gave back what was to go by time, or what rounds on a busy machine had piled up.
    const latest = this.#latest(valuesOf(this.#readings, measure));
    const perRequest = rest === null ? latest : Math.min(latest, left({ requests, values: floor }));
    const outcome = perRequest < maxPerRequest ? 'pass' : 'fail';
    return { name: 'leak', signal: 'slope', outcome, measure, requests, floor, perRequest, maxPerRequest };
  }

  #valueOfRest(measure: Limit['measure']): number | null {
    const last = this.#readings.at(-1);
    return this.#rest === null || last === undefined ? null : valueAfterRest(last, this.#rest, measure);
  }

  #latest(values: readonly number[]): number {
    return latestSlope({ requests: this.#requests, values }, this.#rounds) ?? Number.POSITIVE_INFINITY;
  }
}

function isBytes(measure: Limit['measure']): boolean {
  return measure === 'native' || measure === 'disk' || inBytes(measure);
}

/** What the whole load left behind after a rest, per request; what went away by itself was no leak. */
function left(floor: Floor): number {
  return slopeBetween(floor, 0, floor.values.length - 1);
}

function valuesOf(readings: readonly Reading[], measure: Limit['measure']): number[] {
  return readings.map((reading) => valueOf(reading, measure));
}

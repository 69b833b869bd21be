/** From a reading of the diagnostics to the one figure that a scenario is judged by. */
import type { Memstats } from '../memstats.ts';
import type { Footprint } from '../footprint.ts';
import type { Elsewhere } from '../judgement.ts';
import type { Measure } from '../scenario.ts';

/** A reading, with the counts that take a request of their own. */
export interface Reading extends Memstats {
  readonly promises?: number | undefined;
  readonly fdProfile?: number | undefined;
  /** The process seen from outside; `null` where the system does not tell. */
  readonly footprint?: Footprint | null;
  /**
   * The largest `heapTotal` so far. V8 hands pages that a collection freed back to the system in the background, which a
   * busy machine puts off (seen: 10 MiB, for some rounds): meanwhile the heap is smaller, and the process is not.
   */
  readonly heapExtent?: number;
  /** The largest `external` so far: what is freed of it goes back to malloc, which may keep it (seen: 20 MiB). */
  readonly externalExtent?: number;
}

/** @throws {Error} where the process does not say: a scenario that measures what it did not wish for is at fault. */
export function valueOf(reading: Reading, measure: Measure | Elsewhere): number {
  const value = read(reading, measure);
  if (value === undefined || value === null) throw new Error(`the diagnostics do not count ${measure}`);
  return value;
}

/**
 * The figure after a rest without load, where `last` was read before it. What a process became smaller by V8 may have
 * handed back, or still hold: only what is less than all of it is native memory that went away. (With six others on two
 * cores, a leak of 20 MiB seemed to be one of 4 when the heap had shrunk meanwhile.)
 */
export function valueAfterRest(last: Reading, rest: Reading, measure: Measure | Elsewhere): number {
  if (measure !== 'native') return valueOf(rest, measure);
  const { heapTotal: heapExtent, external: externalExtent } = rest;
  return Math.min(valueOf(last, measure), valueOf({ ...rest, heapExtent, externalExtent }, measure));
}

function read(reading: Reading, measure: Measure | Elsewhere): number | null | undefined {
  const { footprint } = reading;
  switch (measure) {
    // Level where nobody tells: what cannot be seen is not held against anybody.
    case 'native':
      return footprint ? footprint.anonymous - knownOf(reading) : 0;
    case 'disk':
      return footprint ? footprint.written : 0;
    case 'heapUsed':
    case 'external':
    case 'arrayBuffers':
      return reading[measure];
    case 'promises':
      return reading.promises;
    case 'files':
      // Where the system does not list them (Windows), the ones that our wrappers saw opened.
      return reading.resources?.files ?? reading.fdProfile;
    case 'sockets':
    case 'timers':
      return reading.resources?.[measure];
    case 'resources':
      return reading.resources?.all;
  }
}

/** Bytes of the process that are, or were, the heap or accounted for by it. */
function knownOf({ heapExtent, heapTotal, externalExtent, external }: Reading): number {
  return (heapExtent ?? heapTotal) + (externalExtent ?? external);
}

/** Whether a measure is in bytes; the others are counts. */
export function inBytes(measure: Measure): measure is 'heapUsed' | 'external' | 'arrayBuffers' {
  return measure === 'heapUsed' || measure === 'external' || measure === 'arrayBuffers';
}

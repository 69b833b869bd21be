import { toColumn } from '#pprof/column.ts';
import { EMPTY_PROFILE, NO_LABELS, type Profile } from '#pprof/profile.ts';

/** Like google/pprof's own large profile: 23,000 functions, stacks of 24 frames. */
const FUNCTIONS = 23_000;
const DEPTH = 24;
/** Functions that a function calls: stacks share their roots, as in a real program. */
const FAN_OUT = 6;

/** A CPU profile of a made-up program, always the same for the same number of samples. */
export function generateProfile(sampleCount: number): Profile {
  const random = generator(42);
  const functions = Array.from({ length: FUNCTIONS }, (_, index) => ({
    id: index + 1,
    name: `example.com/team${index % 40}/service${index % 300}.(*Type${index % 2000}).Method${index}`,
    systemName: '',
    filename: `/src/team${index % 40}/service${index % 300}.go`,
    startLine: (index % 900) + 1,
  }));
  const locations = functions.map((called, index) => ({
    id: index + 1,
    mapping: null,
    address: 0x400000 + 16 * index,
    lines: [{ function: called, line: called.startLine + 3, column: 0 }],
    isFolded: false,
  }));
  const stacks = new Uint32Array(sampleCount * DEPTH);
  for (let sample = 0; sample < sampleCount; sample++) {
    let current = 0;
    for (let depth = 0; depth < DEPTH; depth++) {
      stacks[(sample + 1) * DEPTH - 1 - depth] = current;
      // Mostly the first callee: the stacks of a real program part only a few times.
      current = (current * FAN_OUT + 1 + Math.floor(random() ** 8 * FAN_OUT)) % FUNCTIONS;
    }
  }
  const counts = Array.from({ length: sampleCount }, () => 1 + Math.floor(random() * 20));
  return {
    ...EMPTY_PROFILE,
    sampleTypes: [
      { type: 'samples', unit: 'count' },
      { type: 'cpu', unit: 'nanoseconds' },
    ],
    samples: {
      count: sampleCount,
      offsets: Uint32Array.from({ length: sampleCount + 1 }, (_, index) => index * DEPTH),
      stacks,
      values: [toColumn(counts), toColumn(counts.map((count) => count * 10_000_000))],
      labels: new Uint32Array(sampleCount),
      labelSets: [NO_LABELS],
    },
    functions,
    locations,
    periodType: { type: 'cpu', unit: 'nanoseconds' },
    period: 10_000_000,
  };
}

/** Numbers from 0 to 1, always the same: mulberry32. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

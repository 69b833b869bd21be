/** What the threads of a process did with their time, as the system counts it. */
import { readdirSync, readFileSync } from 'node:fs';

const NANOS_A_MS = 1_000_000;

/** In milliseconds, since the thread began. */
export interface ThreadTime {
  readonly computed: number;
  /** It was ready to run, and the machine ran something else. */
  readonly waited: number;
}

/** Of each thread, by its id; of none where the system does not tell (only Linux does), or the process is gone. */
export function threadTimes(pid: number): ReadonlyMap<string, ThreadTime> {
  const directory = `/proc/${pid}/task`;
  const times = new Map<string, ThreadTime>();
  try {
    for (const thread of readdirSync(directory)) {
      const time = timeOf(`${directory}/${thread}`);
      if (time !== null) times.set(thread, time);
    }
  } catch {
    // Not told, or gone meanwhile.
  }
  return times;
}

/** Of the thread that asks; `null` where the system does not tell. */
export function ownTime(): ThreadTime | null {
  return timeOf('/proc/thread-self');
}

/** The longest that any one thread computed, or waited, between the two readings. One that began meanwhile counts. */
export function mostBetween(
  what: keyof ThreadTime,
  before: ReadonlyMap<string, ThreadTime>,
  after: ReadonlyMap<string, ThreadTime>,
): number {
  const spent = [...after].map(([thread, time]) => time[what] - (before.get(thread)?.[what] ?? 0));
  return Math.max(0, ...spent);
}

function timeOf(thread: string): ThreadTime | null {
  try {
    // Time on the CPU, time waiting for it, turns; in nanoseconds.
    const [computed = 0, waited = 0] = readFileSync(`${thread}/schedstat`, 'latin1').split(' ').map(Number);
    return { computed: computed / NANOS_A_MS, waited: waited / NANOS_A_MS };
  } catch {
    return null;
  }
}

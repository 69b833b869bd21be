import { cpus } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

const LOOK_MS = 500;
/** Of all cores together: a browser with a page open, but no build and no other check. */
const MOST_BUSY = 0.25;

/**
 * Whether others leave this machine to us: asked while nothing of ours runs. The load average is no answer, since for
 * minutes it holds what the lab before has used.
 */
export async function isMachineIdle(): Promise<boolean> {
  const before = ticks();
  await delay(LOOK_MS);
  const after = ticks();
  const all = after.all - before.all;
  return all > 0 && (after.idle - before.idle) / all > 1 - MOST_BUSY;
}

/** Since the system started, of all cores. */
function ticks(): { readonly all: number; readonly idle: number } {
  const times = cpus().map((core) => core.times);
  const sum = (figures: readonly number[]): number => figures.reduce((total, figure) => total + figure, 0);
  return { all: sum(times.flatMap((each) => Object.values(each))), idle: sum(times.map(({ idle }) => idle)) };
}

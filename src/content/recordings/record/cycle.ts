/** A lab under load without end: memory climbs, the process dies, and it begins again. */
import type { Lab } from '#lab/catalog.ts';
import { LabRun } from '#lab/lab-run.ts';
import type { Workspace } from '#lab/workspace.ts';
import type { RecordedCycle } from '../recording.ts';

/** Crashes to wait for: two show that it is a cycle. */
const CYCLES = 2;
/** Long enough to hold a few of the pauses that come at the end. */
const LAST_MOMENTS_MS = 2_000;

export async function recordCycle(lab: Lab, workspace: Workspace): Promise<RecordedCycle> {
  await using run = new LabRun(lab, { workspace });
  const began = Date.now();
  const points: [number, number][] = [];
  const crashes: number[] = [];
  const requests: number[] = [];
  /** Time and requests answered so far, of the first life. */
  const progress: [number, number][] = [];
  let died = Promise.withResolvers<void>();
  let sent = 0;
  using _following = run.follow((event) => {
    if (event.type === 'sample') points.push([seconds(event.sample.t - began), mib(event.sample.heapUsed)]);
    if (event.type === 'load' && event.load) {
      sent = event.load.sent;
      if (crashes.length === 0) progress.push([Date.now() - began, sent]);
    }
    if (event.type === 'state' && event.state.kind === 'dead') {
      crashes.push(seconds(event.state.at - began));
      requests.push(sent);
      died.resolve();
    }
  });
  for (let cycle = 0; cycle < CYCLES; cycle++) {
    died = Promise.withResolvers<void>();
    await (cycle === 0 ? run.start('original') : run.restart());
    run.startLoad(null);
    await died.promise;
  }
  return {
    points: points.filter(([t], i) => i === 0 || Math.floor(t) !== Math.floor(points[i - 1]?.[0] ?? -1)),
    crashes,
    requests,
    rates: rates(progress, (crashes[0] ?? 0) * 1_000),
  };
}

function seconds(milliseconds: number): number {
  return Math.round(milliseconds / 100) / 10;
}

function mib(bytes: number): number {
  return Math.round(bytes / 1024 / 102.4) / 10;
}

/** Requests a second in the first half of a life, and in its last moments, up to the death itself. */
function rates(progress: readonly (readonly [ms: number, sent: number])[], deathMs: number): RecordedCycle['rates'] {
  const sentBy = (ms: number) => progress.findLast(([t]) => t <= ms)?.[1] ?? 0;
  const start = progress[0]?.[0] ?? 0;
  const rate = (from: number, to: number) => Math.round(((sentBy(to) - sentBy(from)) / (to - from)) * 1_000);
  return { healthy: rate(start, (start + deathMs) / 2), dying: rate(deathMs - LAST_MOMENTS_MS, deathMs) };
}

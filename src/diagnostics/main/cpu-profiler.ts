import { Session, type Profiler } from 'node:inspector';
import { ask } from './ask.ts';
import { LabelTimes, type SampleLabels } from './label-times.ts';

/** As V8 gives it, and the labels of its samples if the app uses labels. Times are in microseconds. */
export type CpuRecording = Profiler.Profile & { readonly labels?: SampleLabels };

/** One a millisecond; Go's is one in ten, but Go's signals cost more. */
export const CPU_INTERVAL_MICROS = 1_000;

/** Somebody else is recording. The text is Go's. */
export class CpuProfilerBusy extends Error {
  override readonly name = 'CpuProfilerBusy';

  constructor() {
    super('cpu profiling already in use');
  }
}

/**
 * V8's sampling CPU profiler, for this thread. One recording at a time.
 *
 * The session is this thread's own: one from the worker, open for as long as a recording lasts, would hold up a
 * `process.exit()` of the app for as long. Within a thread, every answer is there when `post` returns.
 */
class CpuProfiler {
  #session: Session | null = null;
  readonly #labels = new LabelTimes();

  get isRecording(): boolean {
    return this.#session !== null;
  }

  /** @throws {CpuProfilerBusy} */
  start(): void {
    if (this.#session !== null) throw new CpuProfilerBusy();
    const session = new Session();
    session.connect();
    this.#session = session;
    try {
      ask(session, 'Profiler.enable');
      ask(session, 'Profiler.setSamplingInterval', { interval: CPU_INTERVAL_MICROS });
      ask(session, 'Profiler.start');
      forgetOptimizedCode(session);
      this.#labels.start();
    } catch (error) {
      this.#close();
      throw error;
    }
  }

  /** What was recorded, or `null` if nothing was being. */
  stop(): CpuRecording | null {
    if (this.#session === null) return null;
    try {
      const { profile } = ask<{ profile: Profiler.Profile }>(this.#session, 'Profiler.stop');
      return { ...profile, labels: this.#labels.stop(profile) };
    } finally {
      this.#close();
    }
  }

  #close(): void {
    this.#labels.cancel();
    this.#session?.disconnect();
    this.#session = null;
  }
}

/** The one of this thread: HTTP and the functions of the runtime share it, so that they notice each other. */
export const cpuProfiler = new CpuProfiler();

/**
 * V8 keeps no line numbers with code that it optimised before the profiler started: without this a third of the samples
 * of a loop that was already running had none. Counting calls makes V8 drop all optimised code at once (10 ms measured);
 * it is made again, with lines, where it is hot.
 */
function forgetOptimizedCode(session: Session): void {
  // The same counters belong to whoever measures the coverage of this process; stopping them would end that.
  if (process.env['NODE_V8_COVERAGE'] !== undefined) return;
  ask(session, 'Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  ask(session, 'Profiler.stopPreciseCoverage');
}

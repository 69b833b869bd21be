/** What is done to a process under judgement, and what was seen meanwhile. */
import { DiagnosticsClient } from '../diagnostics-client.ts';
import type { LabProcess } from '../lab-process.ts';
import { runLoad } from '../load.ts';
import type { Memstats } from '../memstats.ts';
import type { Load } from '../scenario.ts';
import type { Conduct } from './cheating.ts';

/** The floor is the lowest of so many readings, each after full GCs: whatever else runs in between only adds. */
const READINGS_PER_FLOOR = 2;

export class Trial {
  readonly #child: LabProcess;
  readonly #diagnostics: DiagnosticsClient;
  readonly #signal: AbortSignal;
  readonly #readings: Memstats[] = [];
  #nextRequest = 0;
  #failedRequests = 0;

  constructor(child: LabProcess, signal: AbortSignal) {
    this.#child = child;
    this.#diagnostics = new DiagnosticsClient(child.ports.debug);
    this.#signal = signal;
  }

  get lastHeapUsed(): number | null {
    return this.#readings.at(-1)?.heapUsed ?? null;
  }

  /** Sends the next requests of the load. Resolves with how many were sent in all. */
  async send(load: Load, total: number): Promise<number> {
    const { port, signal } = { port: this.#child.ports.service, signal: this.#signal };
    const { next, failed } = await runLoad({ load, port, from: this.#nextRequest, total, signal });
    signal.throwIfAborted();
    this.#nextRequest = next;
    this.#failedRequests += failed;
    return next;
  }

  /** The memory that only live objects make. Readings are kept for {@link conduct}. */
  async floor(): Promise<Memstats> {
    const readings: Memstats[] = [];
    for (let i = 0; i < READINGS_PER_FLOOR; i++) {
      readings.push(await this.#diagnostics.memstats({ gc: true, signal: this.#signal }));
    }
    this.#readings.push(...readings);
    return readings.reduce((lowest, reading) => ({
      ...reading,
      heapUsed: Math.min(lowest.heapUsed, reading.heapUsed),
      external: Math.min(lowest.external, reading.external),
      arrayBuffers: Math.min(lowest.arrayBuffers, reading.arrayBuffers),
    }));
  }

  async conduct(ceilingMiB: number): Promise<Conduct> {
    const { pid, runId } = this.#child;
    return {
      pid,
      runId,
      ceilingMiB,
      readings: this.#readings,
      failedRequests: this.#failedRequests,
      helpers: await this.#child.countHelpers(),
    };
  }
}

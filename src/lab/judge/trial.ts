/** What is done to a process under judgement, and what was seen meanwhile. */
import { setTimeout as delay } from 'node:timers/promises';
import { DiagnosticsClient } from '../diagnostics-client.ts';
import type { BehaviourPart } from '../judgement.ts';
import type { LabProcess } from '../lab-process.ts';
import { runLoad } from '../load.ts';
import type { Memstats } from '../memstats.ts';
import type { Load, Scenario } from '../scenario.ts';
import { behaviourPart } from './behaviour.ts';
import type { Conduct } from './cheating.ts';

/**
 * So many times more requests at once than the learner's own load: most of a lab's time goes into waiting for its
 * pretended database, and a verdict need not wait one by one. What is sent stays the same.
 */
const HASTE = 4;

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

  behaviour(scenario: Scenario): Promise<BehaviourPart> {
    return behaviourPart(scenario, this.#child.ports.service, this.#signal);
  }

  /** Nothing is sent for a while. */
  async rest(milliseconds: number): Promise<void> {
    await delay(milliseconds, undefined, { signal: this.#signal });
  }

  /** Sends the next requests of the load. Resolves with how many were sent in all. */
  async send(load: Load, total: number): Promise<number> {
    const { next, failed } = await runLoad({
      load: { request: load.request, concurrency: load.concurrency * HASTE },
      port: this.#child.ports.service,
      from: this.#nextRequest,
      total,
      signal: this.#signal,
    });
    this.#signal.throwIfAborted();
    this.#nextRequest = next;
    this.#failedRequests += failed;
    return next;
  }

  /** The memory that only live objects make. */
  async floor(): Promise<Memstats> {
    // One reading is enough: after its six full GCs the next one differed by at most 9 KB, in both directions.
    const reading = await this.#diagnostics.memstats({ gc: true, signal: this.#signal });
    this.#readings.push(reading);
    return reading;
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

/** One life of a lab's process, from ready to its end: who watches it, samples it and loads it, all disposed at once. */
import { setTimeout as delay } from 'node:timers/promises';
import { deathOf } from './death.ts';
import { DiagnosticsClient, type HeapSnapshotStream } from './diagnostics-client.ts';
import { untilSilent } from './heartbeat.ts';
import type { LabProcess } from './lab-process.ts';
import { runLoad } from './load.ts';
import { sampleOf, type Memstats } from './memstats.ts';
import type { CaptureProfile, Death, LoadProgress, MemorySample } from './run.ts';
import type { Scenario } from './scenario.ts';

export interface SessionOptions {
  readonly process: LabProcess;
  readonly scenario: Scenario;
  readonly onSample: (sample: MemorySample) => void;
}

const SAMPLE_EVERY_MS = 500;

export class Session implements AsyncDisposable {
  readonly process: LabProcess;
  /** Resolves when the lab has ended, for whatever reason, or fell silent. */
  readonly death: Promise<Death>;
  readonly #scenario: Scenario;
  readonly #diagnostics: DiagnosticsClient;
  readonly #onSample: (sample: MemorySample) => void;
  readonly #end = new AbortController();
  #load: AbortController | null = null;
  #nextRequest = 0;
  #lastHeapUsed: number | null = null;

  constructor(options: SessionOptions) {
    this.process = options.process;
    this.#scenario = options.scenario;
    this.#onSample = options.onSample;
    this.#diagnostics = new DiagnosticsClient(options.process.ports.debug);
    this.death = this.#awaitDeath();
    void this.#sample();
  }

  get loading(): boolean {
    return this.#load !== null;
  }

  /** Resolves when the load has ended: all sent, stopped, or the lab gone. */
  async load(total: number | null, onProgress: (progress: LoadProgress) => void): Promise<void> {
    const abort = new AbortController();
    this.#load = abort;
    try {
      const { next } = await runLoad({
        load: this.#scenario.load,
        port: this.process.ports.service,
        from: this.#nextRequest,
        total,
        signal: AbortSignal.any([abort.signal, this.#end.signal]),
        onProgress,
      });
      this.#nextRequest = next;
    } finally {
      this.#load = null;
    }
  }

  stopLoad(): void {
    this.#load?.abort();
  }

  async gc(): Promise<MemorySample> {
    return this.#keep(await this.#diagnostics.memstats({ gc: true, signal: this.#end.signal }));
  }

  /** @param seconds how long to record; 0 reads what is there. */
  profile(name: CaptureProfile, seconds: number, signal?: AbortSignal): Promise<Uint8Array> {
    const end = signal === undefined ? this.#end.signal : AbortSignal.any([this.#end.signal, signal]);
    // What is alive, not what merely waits to be collected.
    if (name === 'heap' && seconds === 0) return this.#diagnostics.heap(end);
    return this.#diagnostics.profile(name, seconds > 0 ? `?seconds=${seconds}` : '', end);
  }

  heapSnapshot(signal: AbortSignal): Promise<HeapSnapshotStream> {
    return this.#diagnostics.heapSnapshot(AbortSignal.any([this.#end.signal, signal]));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end.abort();
    await this.process[Symbol.asyncDispose]();
  }

  async #awaitDeath(): Promise<Death> {
    const died = this.process.ended.then((exit) =>
      deathOf(exit, { ceilingMiB: this.#scenario.ceilingMiB, lastHeapUsed: this.#lastHeapUsed }),
    );
    const { service } = this.process.ports;
    const silent = untilSilent({ port: service, path: this.#scenario.readyPath, signal: this.#end.signal }).then(
      (afterMs): Death | Promise<Death> => (afterMs === null ? died : { kind: 'stuck', afterMs }),
    );
    const death = await Promise.race([died, silent]);
    this.#end.abort();
    return death;
  }

  async #sample(): Promise<void> {
    const { signal } = this.#end;
    while (!signal.aborted) {
      // No answer this time: if the lab is gone its end says so, and this reading stays out.
      await this.#diagnostics.memstats({ signal }).then(
        (stats) => this.#keep(stats),
        () => undefined,
      );
      await delay(SAMPLE_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  #keep(stats: Memstats): MemorySample {
    const sample = sampleOf(stats);
    this.#lastHeapUsed = sample.heapUsed;
    this.#onSample(sample);
    return sample;
  }
}

/** What is done to a process under judgement, and what was seen meanwhile. */
import { setTimeout as delay } from 'node:timers/promises';
import { DiagnosticsClient } from '../diagnostics-client.ts';
import { FairDeadline } from '../fair-deadline.ts';
import { footprintOf } from '../footprint.ts';
import { NoAnswer } from '../http-exchange.ts';
import { isIdle } from '../idle.ts';
import type { LabProcess } from '../lab-process.ts';
import { REQUEST_TIMEOUT_MS, runLoad, type FailedRequest, type LoadOptions } from '../load.ts';
import type { Memstats } from '../memstats.ts';
import type { ContractCheck, LabClient, Load, ProfileName, Scenario } from '../scenario.ts';
import { askPromises } from './behaviour.ts';
import { hasCollected, type Conduct } from './cheating.ts';
import { during } from './during.ts';
import type { Reading } from './measure.ts';
import { profileCounts } from './profile-counts.ts';

/**
 * So many times more requests at once than the learner's own load: most of a lab's time goes into waiting for its
 * pretended database, and a verdict need not wait one by one. What is sent stays the same.
 */
const HASTE = 4;
/** A service that waits longer for each request is sent more of them at once, up to this many times. */
const MOST_HASTE = 32;
/** A round of a lab takes about half a second, and some two with every core busy. */
const SLOW_ROUND_MS = 3_000;
/** Then it is too slow to be judged at all: the other rounds would take minutes. */
const MAX_ROUND_MS = 20_000;
/** They take a tenth of a millisecond; a busy machine longer. */
const THREADS_TELL_MS = 50;
/**
 * A collection is counted once the event loop turns. Where it stood still all along and the machine has no time for it,
 * that is after the last reading (seen once, with both cores taken at real-time priority).
 */
const LOOKS_FOR_COUNTS = 20;
const LOOK_AGAIN_MS = 100;
/** While a peak is looked for. A reading takes the main thread about 1 ms. */
const WATCH_EVERY_MS = 15;

export interface TakenProfile {
  readonly profile: ProfileName;
  readonly bytes: Uint8Array;
}

export type Turns = NonNullable<Memstats['loop']> & { readonly computedMs: number };

/** The service answers, but too slowly for a verdict. */
export class TooSlow extends Error {
  override readonly name = 'TooSlow';
  readonly afterMs: number;
  readonly answered: number;
  readonly of: number;

  constructor(afterMs: number, answered: number, of: number) {
    super(`${answered} of ${of} requests answered in ${afterMs} ms`);
    this.afterMs = afterMs;
    this.answered = answered;
    this.of = of;
  }
}

export class Trial {
  readonly #child: LabProcess;
  readonly #scenario: Scenario;
  readonly #diagnostics: DiagnosticsClient;
  readonly #signal: AbortSignal;
  readonly #readings: Memstats[] = [];
  #heapExtent = 0;
  #externalExtent = 0;
  #nextRequest = 0;
  #asked = 0;
  #answered = 0;
  #failedRequests = 0;
  #firstFailure: FailedRequest | null = null;
  #helpers = 0;
  #brokeItsWord = false;
  #haste = HASTE;
  #lastAnswerAt = performance.now();
  #working: Promise<boolean> | null = null;

  constructor(child: LabProcess, scenario: Scenario, signal: AbortSignal) {
    this.#child = child;
    this.#scenario = scenario;
    this.#diagnostics = new DiagnosticsClient(child.ports.debug);
    this.#signal = signal;
  }

  get lastHeapUsed(): number | null {
    return this.#readings.at(-1)?.heapUsed ?? null;
  }

  /** When the service last did what was asked of it, on the clock of `performance`. */
  get lastAnswerAt(): number {
    return this.#lastAnswerAt;
  }

  /** Whether a promise was found broken, before the load: the verdict is against it already. */
  get brokeItsWord(): boolean {
    return this.#brokeItsWord;
  }

  /**
   * Other processes that were seen to do its work, where that is no right answer: for who must not hold up the main
   * thread it is.
   */
  get helpers(): number {
    return this.#scenario.acceptance.signal === 'stalls' ? 0 : this.#helpers;
  }

  /** Requests of the load so far: those that were to be sent, and those that were answered. */
  get load(): { readonly asked: number; readonly answered: number } {
    return { asked: this.#asked, answered: this.#answered };
  }

  /** What the service promises. */
  async promises(): Promise<readonly ContractCheck[]> {
    const checks = await this.#ask((client) => this.#scenario.contract(client));
    this.#brokeItsWord ||= checks.some(({ kept }) => !kept);
    return checks;
  }

  /** What it still promises after the load. */
  promisesAfterLoad(): Promise<readonly ContractCheck[]> {
    return this.#ask(async (client) => (await this.#scenario.contractAfterLoad?.(client, this.#nextRequest)) ?? []);
  }

  /** Nothing is sent for a while. */
  async rest(milliseconds: number): Promise<void> {
    await delay(milliseconds, undefined, { signal: this.#signal });
  }

  /** Sends the next requests of the load. Resolves with how many were sent in all. */
  async send(total: number, { concurrency }: { readonly concurrency?: number } = {}): Promise<number> {
    if (total === 0) return this.#nextRequest;
    const { load } = this.#scenario;
    const began = performance.now();
    const hasty = { ...load, concurrency: concurrency ?? load.concurrency * this.#haste };
    this.#nextRequest = await this.#run(hasty, this.#nextRequest, total);
    if (performance.now() - began > SLOW_ROUND_MS) this.#haste = Math.min(MOST_HASTE, this.#haste * 2);
    return this.#nextRequest;
  }

  /** The load goes on there, if it has not come so far. */
  skipTo(index: number): void {
    this.#nextRequest = Math.max(this.#nextRequest, index);
  }

  /** Sends requests that are not the load's next ones. Resolves with the number that the one after them has. */
  async sendAside(load: Pick<Load, 'request' | 'concurrency' | 'right'>, total: number, from = 0): Promise<number> {
    return this.#run(load, from, total);
  }

  /** The memory that only live objects make, and what else only lives. */
  async floor(): Promise<Reading> {
    // One reading is enough: after its six full GCs the next one differed by at most 9 KB, in both directions.
    const before = await this.#diagnostics.memstats({ signal: this.#signal });
    const reading = await this.#diagnostics.memstats({ gc: true, signal: this.#signal });
    this.#readings.push(reading);
    this.#heapExtent = Math.max(this.#heapExtent, before.heapTotal, reading.heapTotal);
    this.#externalExtent = Math.max(this.#externalExtent, before.external, reading.external);
    const wish = this.#scenario.diagnostics ?? {};
    const counts = await profileCounts(this.#diagnostics, wish, reading.resources?.files, this.#signal);
    const [footprint, helpers] = await Promise.all([footprintOf(this.#child.pid), this.#child.countHelpers()]);
    this.#helpers = Math.max(this.#helpers, helpers);
    const extents = { heapExtent: this.#heapExtent, externalExtent: this.#externalExtent };
    return { ...reading, ...counts, footprint, ...extents };
  }

  /** Readings as they come while `work` goes on, garbage included. */
  async watch(work: () => Promise<unknown>): Promise<readonly Reading[]> {
    const readings: Reading[] = [];
    await during(work, async () => {
      readings.push(await this.#diagnostics.memstats({ signal: this.#signal }));
      await delay(WATCH_EVERY_MS, undefined, { signal: this.#signal });
    });
    return readings;
  }

  /** What all threads used up since the start: bytes allocated, or microseconds of CPU. */
  async spent(what: 'allocated' | 'processCpu'): Promise<number> {
    const stats = await this.#diagnostics.memstats({ signal: this.#signal });
    const spent = stats[what];
    if (spent === undefined || spent === null) throw new Error(`the diagnostics do not count ${what}`);
    return what === 'allocated' ? spent + (await this.#allocatedElsewhere(stats)) : spent;
  }

  /** How the event loop has turned since the start, and for how long its thread computed, where the system tells. */
  async turns(): Promise<Turns> {
    const { loop, mainCpu = null } = await this.#diagnostics.memstats({ signal: this.#signal });
    if (loop === undefined) throw new Error('the diagnostics do not watch the event loop');
    return { ...loop, computedMs: mainCpu === null ? loop.elapsedMs : mainCpu / 1_000 };
  }

  /** The profile with the proof, of what is left of the load; `null` where it goes away with the load. */
  async leftovers(): Promise<TakenProfile | null> {
    const { profile, when } = this.#scenario.evidence;
    if (when === 'during' || profile === 'profile' || profile === 'block') return null;
    const query = profile === 'heap' ? '?gc=1' : '';
    return { profile, bytes: await this.#diagnostics.profile(profile, query, this.#signal) };
  }

  async conduct(): Promise<Conduct> {
    const { pid, runId } = this.#child;
    for (let looks = 0; looks < LOOKS_FOR_COUNTS && !hasCollected(this.#readings); looks++) {
      await this.rest(LOOK_AGAIN_MS);
      this.#readings.push(await this.#diagnostics.memstats({ signal: this.#signal }));
    }
    return {
      pid,
      runId,
      ceilingMiB: this.#scenario.ceilingMiB,
      readings: this.#readings,
      failedRequests: this.#failedRequests,
      firstFailure: this.#firstFailure,
      helpers: this.helpers,
    };
  }

  /** Other threads tell at the reading after the one that asks them. */
  async #allocatedElsewhere({ threads }: Memstats): Promise<number> {
    if (threads === undefined || threads.running === 0) return threads?.allocated ?? 0;
    await this.rest(THREADS_TELL_MS);
    return (await this.#diagnostics.memstats({ signal: this.#signal })).threads?.allocated ?? threads.allocated;
  }

  #ask(ask: (client: LabClient) => Promise<readonly ContractCheck[]>): Promise<readonly ContractCheck[]> {
    this.#lastAnswerAt = performance.now();
    return askPromises(ask, this.#child, this.#signal);
  }

  /** Whether it has anything to do: then what is late may still come. Many ask at once, and it is found out once. */
  #works(): Promise<boolean> {
    this.#working ??= isIdle(this.#child)
      .then((idle) => idle !== true)
      .finally(() => (this.#working = null));
    return this.#working;
  }

  /** @throws {NoAnswer} when nobody answers any more. @throws {TooSlow} */
  async #run(load: LoadOptions['load'], from: number, total: number): Promise<number> {
    const { service } = this.#child.ports;
    using deadline = new FairDeadline(this.#child.pid, MAX_ROUND_MS);
    const tooLate = deadline.signal;
    const began = performance.now();
    let answered = 0;
    this.#asked += total;
    const { sent, next, failed, firstFailure, silent } = await runLoad({
      load,
      port: service,
      from,
      total,
      signal: AbortSignal.any([this.#signal, tooLate]),
      waitsOn: () => this.#works(),
      patience: Math.min(load.concurrency, total),
      onProgress: (progress) => {
        const now = progress.sent - progress.failed;
        if (now > answered) this.#lastAnswerAt = performance.now();
        this.#answered += now - answered;
        answered = now;
      },
    });
    this.#signal.throwIfAborted();
    const silentMs = performance.now() - Math.max(began, this.#lastAnswerAt);
    if (silent || (tooLate.aborted && silentMs > REQUEST_TIMEOUT_MS)) {
      throw new NoAnswer('the requests got no answer', { timedOut: true });
    }
    if (tooLate.aborted) throw new TooSlow(Math.round(deadline.elapsedMs), sent - failed, total);
    this.#failedRequests += failed;
    this.#firstFailure ??= firstFailure;
    return next;
  }
}

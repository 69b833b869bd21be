import { performance } from 'node:perf_hooks';
import { inspect } from 'node:util';
import { promiseHooks } from 'node:v8';
import type { Frame } from '../profile-builder.ts';
import type { PromiseReading } from '../promise-reading.ts';
import { GeometricSkip } from './geometric-skip.ts';
import { currentLabels, type Labels } from './labels.ts';
import { captureAwait } from './stack.ts';

interface Site {
  readonly key: string;
  readonly stack: readonly Frame[];
}

/** One sampled `await`. */
interface Wait {
  readonly id: number;
  /** The promise that V8 makes for this one `await` and settles when the function goes on. Only V8 points to it. */
  readonly promise: WeakRef<object>;
  readonly site: Site;
  readonly labels: Labels;
  /** Milliseconds on {@link now}'s clock. */
  readonly born: number;
}

/** Before the first sweep, and never below it: 20,000 records are about 2 MB. */
const SMALLEST_SWEEP = 20_000;
/**
 * V8 keeps whatever a WeakRef was made for until the event loop turns, and aborts the process after some 12 million in
 * one turn (measured: "Too many distinct WeakRef objects"). An app that awaits without end in one turn must not die of
 * being watched; it is counted up to here (9 MB), and how many were not is told.
 */
const MOST_IN_ONE_TURN = 100_000;
/** To ask one promise for its state takes some 6 µs: an estimate asks so many, spread over all. */
const ASKED_FOR_AN_ESTIMATE = 250;
/** And then holds for a moment: who reads often shall not pay for it each time. */
const ESTIMATE_HOLDS_MS = 400;

/** Kept from the start: what the app does to its globals later must not reach the diagnostics. */
const now = performance.now.bind(performance);

/**
 * The `await`s that wait: what a goroutine profile is to Go. V8 calls for each promise that is made; those made by an
 * `await` have a parent, and the function that waits on top of the stack.
 *
 * Each suspended function counts once, so a chain of three functions that await each other counts three times. One that
 * runs again counts until its next `await` or its end, since V8 settles the promise then.
 *
 * What it holds: a WeakRef, a number and a shared stack for each wait. Those that are over are swept out whenever the
 * records have doubled, so there are never more than twice as many as there are waits (or {@link SMALLEST_SWEEP}).
 */
export class PromiseSampler {
  /** `null`: not sampled, but for windows. */
  readonly #interval: number | null;
  #windows = 0;
  #stop: (() => void) | null = null;
  #skip = new GeometricSkip(1);
  /** So many need no look at all. The hook runs for each promise of the app: to do nothing must cost next to nothing. */
  #passes = 0;
  /** What {@link PromiseSampler.#passes} becomes, less one, after the next was looked at: it may be a wrapper's. */
  #untilNext = 0;

  #waits: Wait[] = [];
  #sites = new Map<string, Site>();
  #lastId = 0;
  #sweepAt = SMALLEST_SWEEP;
  /** The last promise recorded, until the next one is made: see {@link PromiseSampler.#dropIfWrapper}. */
  #lastRecorded: object | null = null;

  #turn = -1;
  #inThisTurn = 0;
  #missed = 0;
  #estimate = { at: -Infinity, pending: 0 };

  /** @param interval mean number of promises between two samples; `null`: none outside of windows. */
  constructor(interval: number | null) {
    this.#interval = interval;
    if (interval !== null) this.#start(interval);
  }

  /** The waits that are still on. Collect garbage before: an abandoned one is no wait, and goes away with it. */
  read(): PromiseReading {
    if (this.#stop === null) return { kind: 'off' };
    this.#sweep(isPending);
    return {
      kind: 'sampled',
      interval: this.#interval ?? 1,
      now: Math.floor(now()),
      missed: this.#missed,
      sites: [...groupBy(this.#waits, ({ site }) => site.key).values()].map((atSite) => ({
        stack: atSite[0].site.stack,
        groups: [...groupBy(atSite, ({ labels }) => keyOf(labels)).values()].map((waits) => ({
          labels: waits[0].labels,
          waits: waits.flatMap(({ id, born }) => [id, Math.floor(born)]),
        })),
      })),
    };
  }

  /** About how many wait now, without a collection before and cheap enough to be asked twice a second; `null` when off. */
  estimatePending(): number | null {
    if (this.#interval === null) return null;
    if (now() - this.#estimate.at < ESTIMATE_HOLDS_MS) return this.#estimate.pending;
    const alive = this.#waits.length;
    const stride = Math.max(1, Math.ceil(alive / ASKED_FOR_AN_ESTIMATE));
    let asked = 0;
    let pending = 0;
    for (let at = 0; at < alive; at += stride) {
      asked++;
      const promise = this.#waits[at]!.promise.deref();
      if (promise !== undefined && isPending(promise)) pending++;
    }
    const estimate = asked === 0 ? 0 : Math.round((pending / asked) * alive * this.#interval);
    this.#estimate = { at: now(), pending: estimate };
    return estimate;
  }

  /** Until {@link closeWindow}, every promise is recorded, unless sampling is on anyway. Windows may overlap. */
  openWindow(): { readonly at: number } {
    this.#windows++;
    if (this.#stop === null) this.#start(1);
    return { at: Math.floor(now()) };
  }

  closeWindow(): void {
    if (this.#windows > 0) this.#windows--;
    if (this.#windows > 0 || this.#interval !== null) return;
    this.#stop?.();
    this.#stop = null;
    this.#waits = [];
    this.#sites.clear();
    this.#lastRecorded = null;
    this.#missed = 0;
    this.#sweepAt = SMALLEST_SWEEP;
  }

  #start(interval: number): void {
    this.#waits = [];
    this.#skip = new GeometricSkip(interval);
    this.#passes = this.#skip.next();
    this.#untilNext = 0;
    const hook = (promise: object, parent?: object): void => {
      if (parent === undefined) return;
      if (this.#passes > 0) {
        this.#passes--;
        return;
      }
      // What is thrown here would come out of the app's `await`.
      try {
        this.#look(promise, parent, hook);
      } catch {
        // No stack left, or no memory. Then this one is not counted.
      }
    };
    this.#stop = promiseHooks.onInit(hook as Parameters<typeof promiseHooks.onInit>[0]) as () => void;
  }

  #look(promise: object, parent: object, hook: (promise: object, parent?: object) => void): void {
    if (this.#lastRecorded !== null) this.#dropIfWrapper(parent);
    if (this.#untilNext > 0) {
      this.#passes = this.#untilNext - 1;
      this.#untilNext = 0;
      return;
    }
    const skip = this.#skip.next();
    this.#passes = skip;
    if (this.#isTurnFull()) {
      this.#missed++;
      return;
    }
    const stack = captureAwait(hook);
    if (stack === null) return;
    // Whole before the list is looked up: an interrupt that reads while it is made puts another list in its place.
    const wait: Wait = {
      id: ++this.#lastId,
      promise: new WeakRef(promise),
      site: this.#siteOf(stack),
      labels: currentLabels(),
      born: now(),
    };
    this.#waits.push(wait);
    this.#lastRecorded = promise;
    this.#passes = 0;
    this.#untilNext = skip;
    if (this.#waits.length >= this.#sweepAt) {
      this.#sweep(() => true);
      this.#sweepAt = Math.max(SMALLEST_SWEEP, this.#waits.length * 2);
    }
  }

  /**
   * `await` of anything but a promise makes two: one around the value, and at once, with that one for its parent, the
   * one that counts. This was the first if it is the parent of the next.
   */
  #dropIfWrapper(parent: object): void {
    if (this.#lastRecorded === parent) this.#waits.pop();
    this.#lastRecorded = null;
  }

  #isTurnFull(): boolean {
    const turn = turnOfTheLoop();
    if (turn !== this.#turn) {
      this.#turn = turn;
      this.#inThisTurn = 0;
    }
    return ++this.#inThisTurn > MOST_IN_ONE_TURN;
  }

  #siteOf(stack: readonly Frame[]): Site {
    let key = '';
    for (const { name, file, line } of stack) key += `${name}\n${file}\n${line}\n`;
    const known = this.#sites.get(key);
    if (known !== undefined) return known;
    const site: Site = { key, stack };
    this.#sites.set(key, site);
    return site;
  }

  /** Forgets the waits that are over, and the stacks that no wait has any more. */
  #sweep(isOn: (promise: object) => boolean): void {
    this.#waits = this.#waits.filter(({ promise }) => {
      const alive = promise.deref();
      return alive !== undefined && isOn(alive);
    });
    this.#sites = new Map(this.#waits.map(({ site }) => [site.key, site]));
    // An interrupt may read between an `await`'s two promises: the second must then not take away another's record.
    this.#lastRecorded = null;
  }
}

function groupBy<Item>(items: readonly Item[], keyOfItem: (item: Item) => string): Map<string, [Item, ...Item[]]> {
  const groups = new Map<string, [Item, ...Item[]]>();
  for (const item of items) {
    const key = keyOfItem(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** Requests have equal labels in objects of their own. */
function keyOf(labels: Labels): string {
  let key = '';
  for (const name in labels) key += `${name}\n${labels[name]}\n`;
  return key;
}

/** JavaScript cannot ask a promise for its state; `inspect` can, and with these options it calls nothing of the app's. */
function isPending(promise: object): boolean {
  return inspect(promise, PLAIN).includes('<pending>');
}

const PLAIN = { depth: 0, customInspect: false, maxStringLength: 0, maxArrayLength: 0 } as const;

/** A number that changes when the event loop turns; before Node 22.8, at least once a second. */
function turnOfTheLoop(): number {
  return performance.nodeTiming.uvMetricsInfo?.loopCount ?? Math.trunc(now() / 1_000);
}

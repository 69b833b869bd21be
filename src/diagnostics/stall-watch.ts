import type { Board, Late } from './board.ts';
import type { MainThread } from './bridge.ts';
import { heartbeatMs } from './main/heartbeat.ts';
import type { Frame } from './profile-builder.ts';
import { Stall, StallTotals, type StallSite } from './stalls.ts';
import { words } from './words.ts';

const NANOS_A_MS = 1_000_000;
/** A native call may take this long; the stack of who made it is taken when it returns. */
const PATIENCE_MS = 3_600_000;
/** In a stall that lasts, a look every twentieth of it is enough: 20 looks at the start, 60 more in the next minute. */
const LOOKS_A_STALL = 20;
/** JavaScript is interrupted within a millisecond or two, on a busy machine ten. Later, native code had the thread. */
const NATIVE_AFTER_MS = 25;

const UNSEEN: readonly Frame[] = [{ name: words.unseenStall, file: '', line: 0 }];
const NATIVE: Frame = { name: words.nativeStall, file: '', line: 0 };
const OWN: readonly Frame[] = [{ name: words.ownStall, file: '', line: 0 }];

/**
 * Watches the main thread's heartbeat from the worker, and takes its stack while it is late.
 *
 * A look is an interrupt of about 0.5 ms. It also falls into code that V8 does not let others into before it returns
 * (a system call, one long built-in): then the look comes just after that, and its stack is marked so. `execSync` is still
 * on it, but after `array.sort()` it may show the next thing that the same caller did.
 */
export class StallWatch {
  readonly thresholdMs: number;
  readonly #board: Board;
  readonly #main: MainThread;
  readonly #totals = new StallTotals();
  readonly #intervalMs: number;
  #stall: Stall | null = null;
  #looking: Promise<void> = Promise.resolve();
  #isLooking = false;
  #nextLook = 0n;
  /** How long this thread itself was held up in the present stall: then it was the machine, or all of the process. */
  #excused = 0n;
  #lastCheck = process.hrtime.bigint();
  #lateCount = 0;

  constructor(board: Board, main: MainThread, thresholdMs: number) {
    this.#board = board;
    this.#main = main;
    this.thresholdMs = thresholdMs;
    this.#intervalMs = heartbeatMs(thresholdMs);
    setInterval(() => this.#check(), this.#intervalMs);
  }

  /** Whether the event loop has turned: what comes before is starting up. */
  get hasBegun(): boolean {
    return this.#board.beat !== 0n;
  }

  /** Totals since the start, a stall that still lasts included. */
  get sites(): StallSite[] {
    if (this.#stall === null || this.#board.beat !== this.#stall.since) return this.#totals.with([]);
    const nanos = Number(process.hrtime.bigint() - this.#stall.since - this.#excused) - this.#intervalMs * NANOS_A_MS;
    return this.#totals.with(this.#stall.sites(Math.max(0, nanos), UNSEEN));
  }

  #check(): void {
    const now = process.hrtime.bigint();
    const ownDelay = now - this.#lastCheck - BigInt(2 * this.#intervalMs * NANOS_A_MS);
    this.#lastCheck = now;
    // Before the beat: the other way round, a stall that ends in between would be taken for a new one.
    const { count, late } = this.#board.lateAfter(this.#lateCount);
    this.#lateCount = count;
    for (const one of late) this.#over(one);
    const { beat } = this.#board;
    if (beat === 0n) return;
    if (ownDelay > 0n) this.#excused += ownDelay;
    const age = now - beat - this.#excused;
    if (age < BigInt((this.thresholdMs + this.#intervalMs) * NANOS_A_MS)) {
      if (this.#stall === null) this.#excused = 0n;
      return;
    }
    if (this.#stall?.since !== beat) {
      this.#stall = new Stall(beat);
      this.#nextLook = 0n;
    }
    if (now >= this.#nextLook && !this.#isLooking) {
      const pause = Math.max(this.thresholdMs * NANOS_A_MS, Number(age) / LOOKS_A_STALL);
      this.#nextLook = now + BigInt(Math.round(pause));
      this.#looking = this.#look(this.#stall);
    }
  }

  async #look(stall: Stall): Promise<void> {
    this.#isLooking = true;
    // A long collection or snapshot of ours leaves no stack: it is no fault of the app.
    const isOurs = this.#main.serving !== null;
    try {
      const asked = process.hrtime.bigint();
      const { stack, beat } = await this.#main.call('interruptedStack', PATIENCE_MS);
      if (beat !== String(stall.since)) return;
      const at = process.hrtime.bigint();
      const wasNative = !isOurs && at - asked > BigInt(NATIVE_AFTER_MS * NANOS_A_MS);
      if (stack.length > 0) stall.saw(wasNative ? [NATIVE, ...stack] : stack, at);
      else stall.saw(isOurs ? OWN : UNSEEN, at);
    } catch {
      // The process is going. There will be nobody to tell.
    } finally {
      this.#isLooking = false;
    }
  }

  /** The loop turned again. A look on its way was taken before that, and is waited for. */
  #over({ since, nanos }: Late): void {
    const stall = this.#stall?.since === since ? this.#stall : new Stall(since);
    this.#stall = null;
    const delay = nanos - this.#excused;
    this.#excused = 0n;
    if (delay < BigInt(this.thresholdMs * NANOS_A_MS)) return;
    void this.#looking.then(() => this.#totals.add(stall.sites(Number(delay), UNSEEN)));
  }
}

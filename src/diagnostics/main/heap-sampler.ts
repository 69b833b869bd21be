import { createRequire } from 'node:module';
import { getHeapStatistics } from 'node:v8';
import type { AllocationStats, HeapNode, HeapReading, LiveStats } from '../agent.ts';
import { AllocationArchive } from './allocation-archive.ts';
import { callNearHeapLimit } from './near-heap-limit.ts';

type Heap = typeof import('@datadog/pprof').heap;

/** Deeper stacks than this keep their 64 innermost frames; Go cuts at 32 (1.19) or 128. */
const STACK_DEPTH = 64;
/** In allocation mode V8 remembers each sample for good: measured 55 bytes of native memory a sample. */
const BYTES_A_SAMPLE = 55;
/**
 * So much native memory the samples may take before the sampler starts anew. Reached after 1.2 TB of allocation at an
 * interval of 1 MiB (a day at 14 MB a second), after 150 GB at the labs' 128 KiB.
 */
const DEFAULT_BUDGET_BYTES = 64 * 1024 ** 2;

/** Far more often than the budget can be filled, and too seldom to be felt. */
const CHECK_EVERY_MS = 60_000;

type State =
  | { readonly kind: 'allocations'; readonly heap: Heap; readonly archive: AllocationArchive }
  | { readonly kind: 'inuse'; readonly heap: Heap }
  | { readonly kind: 'unavailable'; readonly reason: string };

/**
 * V8's sampling heap profiler: there is one in a thread.
 *
 * In allocation mode (Node 26) it counts what was collected too, in exchange for memory that only grows. In a service
 * that lives for months that would be a leak of ours, so {@link renewIfFull} starts it anew at a limit: what was
 * allocated until then is kept as totals, but in-use then counts only what was allocated since.
 */
export class HeapSampler {
  readonly #intervalBytes: number;
  readonly #budgetBytes: number;
  readonly #state: State;
  /** Of {@link allocatedBytes}, at the last start. */
  #startedAtBytes = allocatedBytes();
  #renewedAt: number | null = null;
  #nearLimit: (() => void) | null = null;

  constructor(intervalBytes: number, budgetBytes: number = DEFAULT_BUDGET_BYTES) {
    this.#intervalBytes = intervalBytes;
    this.#budgetBytes = budgetBytes;
    try {
      // Required here and not imported above: without a binary for this platform the rest must still work.
      const { heap }: typeof import('@datadog/pprof') = createRequire(import.meta.url)('@datadog/pprof');
      this.#state = startIn(heap, intervalBytes);
    } catch (error) {
      this.#state = { kind: 'unavailable', reason: error instanceof Error ? error.message : String(error) };
    }
    // As long as the process lives, like the sampler itself.
    setInterval(() => this.renewIfFull(), CHECK_EVERY_MS).unref();
  }

  /** Totals since the start. In allocation mode V8 does a full GC first. */
  read(): HeapReading {
    const intervalBytes = this.#intervalBytes;
    const state = this.#state;
    // `heap.v8Profile()` and not `heap.profile()`, which restarts the sampler and so forgets everything alive.
    switch (state.kind) {
      case 'allocations': {
        const root = state.heap.v8Profile() as HeapNode<AllocationStats>;
        return { kind: 'allocations', intervalBytes, root, earlier: state.archive.root, renewedAt: this.#renewedAt };
      }
      case 'inuse':
        return { kind: 'inuse', intervalBytes, root: state.heap.v8Profile() as HeapNode<LiveStats> };
      case 'unavailable':
        return state;
    }
  }

  /**
   * Calls back once, as an interrupt of whatever runs, when this thread is about to run out of memory.
   * @throws when there is no profiler.
   */
  onNearLimit(callback: () => void): void {
    if (this.#state.kind === 'unavailable') throw new Error(this.#state.reason);
    this.#nearLimit = callback;
    callNearHeapLimit(callback);
  }

  /** Starts the sampler anew if its samples take more memory than they may. Costs a full GC then, else nothing. */
  renewIfFull(): void {
    const state = this.#state;
    if (state.kind !== 'allocations') return;
    const samples = (allocatedBytes() - this.#startedAtBytes) / this.#intervalBytes;
    if (samples * BYTES_A_SAMPLE < this.#budgetBytes) return;
    state.archive.add(state.heap.v8Profile() as HeapNode<AllocationStats>);
    state.heap.stop();
    state.heap.start(this.#intervalBytes, STACK_DEPTH, true);
    this.#startedAtBytes = allocatedBytes();
    this.#renewedAt = Date.now();
    if (this.#nearLimit !== null) callNearHeapLimit(this.#nearLimit);
  }
}

/** Only Node 26 and later can count what was collected; before, what is alive is all there is. */
function startIn(heap: Heap, intervalBytes: number): State {
  try {
    heap.start(intervalBytes, STACK_DEPTH, true);
    return { kind: 'allocations', heap, archive: new AllocationArchive() };
  } catch {
    heap.start(intervalBytes, STACK_DEPTH, false);
    return { kind: 'inuse', heap };
  }
}

/** Bytes ever allocated in V8's heap: counted by V8 since Node 26, where alone it is needed. */
function allocatedBytes(): number {
  return getHeapStatistics().total_allocated_bytes ?? 0;
}

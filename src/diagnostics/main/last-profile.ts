import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { getHeapStatistics, writeHeapSnapshot } from 'node:v8';
import { gzipSync } from 'node:zlib';
import { encodeProfile } from '#pprof/codec.ts';
import { heapProfile } from '../profiles/heap-profile.ts';
import { say } from '../say.ts';
import type { DeathWish } from '../settings.ts';
import { words } from '../words.ts';
import type { HeapSampler } from './heap-sampler.ts';

/** Above this share of the ceiling a profile is kept, in case the end comes where no interrupt gets in. */
const EARLY_SHARE = 0.8;
/** And again each time that the heap has grown by this share: four times at most, since each costs a GC. */
const GROWTH_SHARE = 0.05;

/**
 * Leaves a heap profile behind when this thread's heap reaches its ceiling, and on request a heap snapshot.
 *
 * V8 calls at the limit, raises it by one young generation, and lets an interrupt in: there the sampler is read as ever,
 * with all four sample types. (Node's `v8.setHeapProfileNearHeapLimit` would write a profile too, but in allocation mode
 * what was collected counts in it as if it were alive: measured 608 MB of garbage above the 63 MB that leaked.)
 *
 * No interrupt gets into a native call, such as a huge `JSON.parse`, nor into one allocation that alone goes through
 * the ceiling. For those {@link checkCeiling}, called now and then, has kept an earlier profile.
 */
export class LastProfile {
  readonly #heap: HeapSampler;
  readonly #folder: string;
  readonly #wantsSnapshot: boolean;
  readonly #program: string;
  /** Heap in use when a profile was last kept. */
  #keptAt = 0;
  #isLast = false;

  /** Never throws: what cannot be had is said on stderr. */
  constructor(heap: HeapSampler, wish: DeathWish, program: string) {
    this.#heap = heap;
    this.#folder = resolve(wish.folder);
    this.#wantsSnapshot = wish.snapshot;
    this.#program = program;
    try {
      mkdirSync(this.#folder, { recursive: true });
      heap.onNearLimit(() => this.#atTheLimit());
    } catch (error) {
      say(words.noLastProfile(this.#folder, reasonOf(error)));
    }
  }

  /** Keeps a profile if the heap is near its ceiling and has grown. 1 µs if not. */
  checkCeiling(): void {
    const used = getHeapStatistics().used_heap_size;
    const ceiling = ceilingBytes();
    if (this.#isLast || used < ceiling * EARLY_SHARE || used < this.#keptAt + ceiling * GROWTH_SHARE) return;
    const isFirst = this.#keptAt === 0;
    this.#keptAt = used;
    const path = this.#keepProfile();
    if (isFirst && path !== null) say(words.earlyProfile(Math.round(EARLY_SHARE * 100), path));
  }

  #atTheLimit(): void {
    // With a snapshot on its way V8 may find itself at the raised limit again.
    if (this.#isLast) return;
    this.#isLast = true;
    const path = this.#keepProfile();
    if (path !== null) say(words.lastProfile(path));
    if (this.#wantsSnapshot) this.#keepSnapshot();
  }

  #keepProfile(): string | null {
    const path = join(this.#folder, `heap-${process.pid}.pb.gz`);
    try {
      const reading = this.#heap.read();
      if (reading.kind === 'unavailable') return null;
      const profile = heapProfile(reading, { program: this.#program, at: Date.now() });
      const half = `${path}.part`;
      writeFileSync(half, gzipSync(encodeProfile(profile)));
      // At no moment is there half a profile: the process may end before the next line.
      renameSync(half, path);
      return path;
    } catch (error) {
      say(words.noLastProfile(path, reasonOf(error)));
      return null;
    }
  }

  #keepSnapshot(): void {
    const path = join(this.#folder, `heap-${process.pid}.heapsnapshot`);
    const half = `${path}.part`;
    try {
      writeHeapSnapshot(half);
      renameSync(half, path);
      say(words.lastSnapshot(path));
    } catch (error) {
      rmSync(half, { force: true });
      say(words.noLastProfile(path, reasonOf(error)));
    }
  }
}

/**
 * Where the heap ends. The limit that V8 reports includes three semi-spaces, which is a lot beside a small ceiling:
 * 160 MiB for `--max-old-space-size=64`, and death at 64.
 */
function ceilingBytes(): number {
  const flags = [...process.execArgv, process.env['NODE_OPTIONS'] ?? ''].join(' ');
  const [, mebibytes] = /--max[-_]old[-_]space[-_]size=(\d+)/.exec(flags) ?? [];
  return mebibytes === undefined ? getHeapStatistics().heap_size_limit : Number(mebibytes) * 1024 * 1024;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

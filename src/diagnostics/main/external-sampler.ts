import { Buffer } from 'node:buffer';
import { Readable } from 'node:stream';
import type { ExternalReading, ExternalSite } from '../agent.ts';
import { captureStack } from './stack.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** One sample: what its site loses when the memory is collected. */
interface Share {
  readonly site: Mutable<ExternalSite>;
  readonly objects: number;
  readonly bytes: number;
}

const BUFFER_MAKERS = ['alloc', 'allocUnsafe', 'allocUnsafeSlow', 'from', 'concat', 'copyBytesFrom'] as const;

const TYPED_ARRAYS = [
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
] as const;

/**
 * Memory outside of V8's heap (Buffers, ArrayBuffers) by the line that allocated it. V8's sampler does not see it, so
 * the functions that allocate are wrapped, and a finalizer tells when the memory is gone.
 *
 * Sampled like Go's heap: bytes until the next sample follow an exponential distribution around the interval, so an
 * ArrayBuffer of `size` bytes is sampled with p = 1 - e^(-size/interval) and stands for 1/p like it.
 *
 * Limits: what native code allocates and hands over other than through a stream (`crypto`, `zlib`) is not seen; and
 * finalizers run in the event loop, so while that stands still nothing goes away here.
 */
export class ExternalSampler {
  readonly #intervalBytes: number;
  readonly #sites = new Map<string, Mutable<ExternalSite>>();
  /** Each ArrayBuffer has one chance to be sampled, through however many wrapped functions it comes by. */
  readonly #seen = new WeakSet<ArrayBufferLike>();
  readonly #collected = new FinalizationRegistry<Share>(({ site, objects, bytes }) => {
    site.inuseObjects -= objects;
    site.inuseBytes -= bytes;
  });
  #untilNext: number;

  /** Wraps the functions that allocate, for good. */
  constructor(intervalBytes: number) {
    this.#intervalBytes = intervalBytes;
    this.#untilNext = this.#gap();
    this.#wrapBuffer();
    this.#wrapStreams();
    this.#wrapConstructors();
  }

  read(): ExternalReading {
    const sites = [...this.#sites.values()];
    return {
      kind: 'sampled',
      intervalBytes: this.#intervalBytes,
      sites,
      arrayBuffers: process.memoryUsage().arrayBuffers,
    };
  }

  /** Of those that still have some of their memory. */
  countSites(): number {
    let count = 0;
    for (const { inuseBytes } of this.#sites.values()) if (inuseBytes > 0) count++;
    return count;
  }

  #note(memory: ArrayBufferLike): void {
    const size = memory.byteLength;
    if (size === 0 || this.#seen.has(memory)) return;
    this.#seen.add(memory);
    this.#untilNext -= size;
    if (this.#untilNext > 0) return;
    this.#untilNext = this.#gap();
    const objects = 1 / (1 - Math.exp(-size / this.#intervalBytes));
    const bytes = size * objects;
    const site = this.#siteOfCaller();
    site.allocObjects += objects;
    site.allocBytes += bytes;
    site.inuseObjects += objects;
    site.inuseBytes += bytes;
    this.#collected.register(memory, { site, objects, bytes });
  }

  #siteOfCaller(): Mutable<ExternalSite> {
    const stack = captureStack();
    const key = stack.map(({ name, file, line }) => `${name}\n${file}\n${line}`).join('\n');
    const known = this.#sites.get(key);
    if (known !== undefined) return known;
    const site = { stack, allocObjects: 0, allocBytes: 0, inuseObjects: 0, inuseBytes: 0 };
    this.#sites.set(key, site);
    return site;
  }

  #gap(): number {
    return -Math.log(1 - Math.random()) * this.#intervalBytes;
  }

  /** A small Buffer is a part of a pool's slab: the line that made Node open the slab counts for all of it. */
  #wrapBuffer(): void {
    const note = (made: Buffer): void => this.#note(made.buffer);
    for (const name of BUFFER_MAKERS) {
      const make = Buffer[name];
      const wrapped = new Proxy(make, {
        apply(target, self, args) {
          const made: Buffer = Reflect.apply(target, self, args);
          note(made);
          return made;
        },
      });
      Object.defineProperty(Buffer, name, { value: wrapped, writable: true, enumerable: true, configurable: true });
    }
  }

  /** Sockets and files fill memory in native code; this is where it first meets JavaScript. */
  #wrapStreams(): void {
    const note = (memory: ArrayBufferLike): void => this.#note(memory);
    Readable.prototype.push = new Proxy(Readable.prototype.push, {
      apply(target, self, args: Parameters<Readable['push']>) {
        const [chunk]: readonly unknown[] = args;
        if (chunk instanceof Uint8Array) note(chunk.buffer);
        return Reflect.apply(target, self, args);
      },
    });
  }

  #wrapConstructors(): void {
    const note = (made: object): void => {
      if (made instanceof ArrayBuffer) this.#note(made);
      else if (ArrayBuffer.isView(made)) this.#note(made.buffer);
    };
    for (const name of ['ArrayBuffer', ...TYPED_ARRAYS]) {
      const original: unknown = Reflect.get(globalThis, name);
      if (typeof original !== 'function') continue;
      const wrapped = new Proxy(original, {
        construct(target, args, newTarget) {
          const made: object = Reflect.construct(target, args, newTarget);
          note(made);
          return made;
        },
      });
      Object.defineProperty(globalThis, name, {
        value: wrapped,
        writable: true,
        enumerable: false,
        configurable: true,
      });
    }
  }
}

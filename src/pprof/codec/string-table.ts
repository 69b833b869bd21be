import { ProfileError } from '../errors.ts';
import type { Int64 } from '../int64.ts';
import { GrowingUint32 } from '../growing-list.ts';

/** The string table of a file. A string is decoded when it is first asked for: many are never shown. */
export class StringTable {
  readonly #bytes: Uint8Array;
  readonly #ranges = new GrowingUint32();
  readonly #decoded: string[] = [];
  // Bytes that are not UTF-8 become U+FFFD: JavaScript's strings cannot hold them.
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get length(): number {
    return this.#ranges.length / 2;
  }

  append(start: number, end: number): void {
    this.#ranges.push(start);
    this.#ranges.push(end);
  }

  /** Must be called once, after the last {@link append}. */
  seal(): this {
    this.#sealed = this.#ranges.toArray();
    return this;
  }

  #sealed: Uint32Array = new Uint32Array();

  get(index: Int64): string {
    if (typeof index !== 'number' || index < 0 || index >= this.length) {
      if (index === 0) return ''; // a file without any string table
      throw new ProfileError('bad-string-index', `string ${index} of ${this.length} does not exist`);
    }
    return (this.#decoded[index] ??= this.#decoder.decode(
      this.#bytes.subarray(this.#sealed[2 * index], this.#sealed[2 * index + 1]),
    ));
  }
}

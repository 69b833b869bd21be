import type { Int64 } from '../int64.ts';

const VARINT = 0;
const BYTES = 2;
/** Repeated integers are packed when there are more; below that, the unpacked form is as short. */
const UNPACKED_MAX = 2;

/** Writes protobuf's wire format into a buffer that grows. */
export class WireWriter {
  #bytes = new Uint8Array(64 * 1024);
  #length = 0;
  readonly #encoder = new TextEncoder();

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  integer(field: number, value: Int64): void {
    this.#varint(field * 8 + VARINT);
    this.#varint(value);
  }

  /** As {@link integer}, leaving out protobuf's default of 0. */
  optional(field: number, value: Int64): void {
    if (value !== 0) this.integer(field, value);
  }

  flag(field: number, value: boolean): void {
    if (value) this.integer(field, 1);
  }

  integers(field: number, values: readonly Int64[]): void {
    if (values.length > UNPACKED_MAX) this.message(field, () => values.forEach((value) => this.#varint(value)));
    else for (const value of values) this.integer(field, value);
  }

  text(field: number, text: string): void {
    this.#varint(field * 8 + BYTES);
    const encoded = this.#encoder.encode(text);
    this.#varint(encoded.length);
    this.#reserve(encoded.length);
    this.#bytes.set(encoded, this.#length);
    this.#length += encoded.length;
  }

  /** A nested message: `write` adds its fields. */
  message(field: number, write: () => void): void {
    this.#varint(field * 8 + BYTES);
    // Almost all messages are shorter than 128 bytes, so one byte is kept for the length; the others are moved.
    const start = ++this.#length;
    this.#reserve(0);
    write();
    const size = this.#length - start;
    const extra = varintSize(size) - 1;
    if (extra > 0) {
      this.#reserve(extra);
      this.#bytes.copyWithin(start + extra, start, this.#length);
    }
    this.#length = start - 1;
    this.#varint(size);
    this.#length += size;
  }

  #varint(value: Int64): void {
    this.#reserve(10);
    if (typeof value === 'bigint' || value < 0) return this.#wide(BigInt.asUintN(64, BigInt(value)));
    let rest = value;
    while (rest >= 0x80) {
      this.#bytes[this.#length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#bytes[this.#length++] = rest;
  }

  #wide(value: bigint): void {
    let rest = value;
    while (rest >= 0x80n) {
      this.#bytes[this.#length++] = Number(rest & 0x7fn) | 0x80;
      rest >>= 7n;
    }
    this.#bytes[this.#length++] = Number(rest);
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + count));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

function varintSize(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) size++;
  return size;
}

import { ProfileError, type ProfileErrorCode } from '../errors.ts';
import { fromBigInt, type Int64 } from '../int64.ts';

export const VARINT = 0;
const FIXED64 = 1;
export const BYTES = 2;
const FIXED32 = 5;

const TWO_28 = 2 ** 28;
const TWO_56 = 2 ** 56;

/** Reads protobuf's wire format. It never reads past the message it is in: what does not fit is a ProfileError. */
export class WireReader {
  readonly bytes: Uint8Array;
  position = 0;
  /** Wire type of the field whose number {@link field} returned last. */
  type = VARINT;
  #end: number;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#end = bytes.length;
  }

  get more(): boolean {
    return this.position < this.#end;
  }

  /** Reads the next field's number and remembers its wire type. */
  field(): number {
    const tag = Number(this.uint64());
    this.type = tag % 8;
    return Math.floor(tag / 8);
  }

  /** Reads past the value of a field that we do not know, as protobuf asks. */
  skip(): void {
    switch (this.type) {
      case VARINT:
        this.uint64();
        return;
      case FIXED64:
        this.#advance(8);
        return;
      case BYTES:
        this.#advance(this.#length());
        return;
      case FIXED32:
        this.#advance(4);
        return;
      default:
        this.fail('bad-wire-type', `unknown wire type: ${this.type}`);
    }
  }

  /** Enters a nested message; the result must be given to {@link leave} when `more` has become false. */
  enter(): number {
    this.#expect(BYTES);
    const length = this.#length();
    const outer = this.#end;
    this.#end = this.position + length;
    return outer;
  }

  leave(outer: number): void {
    this.#end = outer;
  }

  /** Length of a bytes field, whose content is at `position`; it is skipped by adding the length. */
  slice(): { start: number; end: number } {
    this.#expect(BYTES);
    const length = this.#length();
    const start = this.position;
    this.position += length;
    return { start, end: this.position };
  }

  flag(): boolean {
    this.#expect(VARINT);
    return this.uint64() !== 0;
  }

  unsigned(): Int64 {
    this.#expect(VARINT);
    return this.uint64();
  }

  signed(): Int64 {
    this.#expect(VARINT);
    return this.int64();
  }

  /** A varint as an unsigned number. Bits beyond the 64th are dropped, as in Go. */
  uint64(): Int64 {
    const { bytes } = this;
    // Nine of ten varints of a profile are ids and counts below 2^14.
    if (this.position + 2 <= this.#end) {
      const first = bytes[this.position]!;
      if (first < 0x80) {
        this.position += 1;
        return first;
      }
      const second = bytes[this.position + 1]!;
      if (second < 0x80) {
        this.position += 2;
        return (first & 0x7f) | (second << 7);
      }
    }
    const low = this.#group(4);
    if (!this.#continued) return low;
    const middle = this.#group(4);
    const high = this.#continued ? this.#group(2) & 0xff : 0;
    if (this.#continued) this.fail('bad-varint', 'bad varint');
    const sum = low + middle * TWO_28 + high * TWO_56;
    if (sum <= Number.MAX_SAFE_INTEGER) return sum;
    return BigInt(low) + (BigInt(middle) << 28n) + (BigInt(high) << 56n);
  }

  /** A varint as a signed number in two's complement. */
  int64(): Int64 {
    const value = this.uint64();
    return typeof value === 'number' ? value : fromBigInt(BigInt.asIntN(64, value));
  }

  fail(code: ProfileErrorCode, message: string): never {
    throw new ProfileError(code, message, this.position);
  }

  /** Whether the last byte read by #group asked for another one. */
  #continued = false;

  /** Reads up to `count` bytes of 7 bits each. */
  #group(count: number): number {
    let value = 0;
    for (let index = 0; index < count; index++) {
      if (this.position >= this.#end) this.fail('truncated', 'bad varint: the data ends inside a number');
      const byte = this.bytes[this.position++]!;
      value |= (byte & 0x7f) << (7 * index);
      if (byte < 0x80) {
        this.#continued = false;
        return value;
      }
    }
    this.#continued = true;
    return value;
  }

  #length(): number {
    const length = this.uint64();
    if (length > this.#end - this.position) {
      this.fail(
        'truncated',
        `a field of ${length} bytes does not fit in the ${this.#end - this.position} that are left`,
      );
    }
    return Number(length);
  }

  #advance(count: number): void {
    if (count > this.#end - this.position) this.fail('truncated', 'not enough data');
    this.position += count;
  }

  #expect(type: number): void {
    if (this.type !== type) this.fail('bad-wire-type', `type mismatch: wire type ${this.type}, expected ${type}`);
  }
}

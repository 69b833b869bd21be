/**
 * A signed (or, for addresses and ids, unsigned) 64-bit integer of profile.proto.
 *
 * Invariant: it is a `number` exactly when it is a safe integer, a `bigint` otherwise. Almost every real value is
 * a number, so arithmetic takes the number path after one check; the rest stays exact instead of being rounded.
 * Because the form is unique, values can be compared with `===` and used as keys of a Map.
 */
export type Int64 = number | bigint;

/** Brings a bigint into the one form that {@link Int64} allows. */
export function fromBigInt(value: bigint): Int64 {
  const float = Number(value);
  return Number.isSafeInteger(float) ? float : value;
}

/** Go's `int64(f)` on amd64: truncates; what does not fit becomes the smallest int64. */
export function truncate(float: number): Int64 {
  const whole = Math.trunc(float);
  if (Number.isSafeInteger(whole)) return whole + 0; // + 0 turns -0 into 0
  if (!(whole >= -(2 ** 63) && whole < 2 ** 63)) return -(2n ** 63n);
  return BigInt(whole);
}

/** Sum that wraps at 64 bits, as in Go. */
export function add(a: Int64, b: Int64): Int64 {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return fromBigInt(BigInt.asIntN(64, BigInt(a) + BigInt(b)));
}

/** Product that wraps at 64 bits, as in Go. */
export function multiply(a: Int64, b: Int64): Int64 {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product + 0;
  }
  return fromBigInt(BigInt.asIntN(64, BigInt(a) * BigInt(b)));
}

/** Integer division, truncating towards zero. The divisor must not be zero. */
export function divide(a: Int64, b: Int64): Int64 {
  if (typeof a === 'number' && typeof b === 'number') return Math.trunc(a / b) + 0;
  return fromBigInt(BigInt.asIntN(64, BigInt(a) / BigInt(b)));
}

export function negate(a: Int64): Int64 {
  return typeof a === 'number' ? 0 - a : fromBigInt(BigInt.asIntN(64, -a));
}

/** Absolute value; the smallest int64 has none and stays itself, as in Go. */
export function abs(a: Int64): Int64 {
  return a < 0 ? negate(a) : a;
}

export function compare(a: Int64, b: Int64): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `float64(v)` and back after a multiplication, as Go scales a value by a ratio. */
export function scale(value: Int64, ratio: number): Int64 {
  return truncate(Number(value) * ratio);
}

/** Go's `math.Round`: half away from zero. */
export function roundHalfAway(float: number): number {
  const whole = Math.trunc(float);
  return Math.abs(float - whole) >= 0.5 ? whole + Math.sign(float) : whole;
}

import { fromBigInt, type Int64 } from './int64.ts';

/**
 * One integer a sample, for all samples of a profile.
 *
 * Invariant of the Float64Array form: every value is an integer and the sum of the absolute values is at most
 * 2^53-1. Every sum over a subset of the samples, in any order, is therefore exact in a double, and the graph can
 * add without a check. A column that breaks the bound is a BigInt64Array, which wraps at 64 bits as Go does.
 */
export type Column = Float64Array | BigInt64Array;

export function toColumn(values: readonly Int64[]): Column {
  let magnitude = 0;
  for (const value of values) magnitude += Math.abs(Number(value));
  if (magnitude <= Number.MAX_SAFE_INTEGER) return new Float64Array(values as readonly number[]);
  return BigInt64Array.from(values, BigInt);
}

export function at(column: Column, index: number): Int64 {
  const value = column[index]!;
  return typeof value === 'number' ? value : fromBigInt(value);
}

export function valuesOf(column: Column): Int64[] {
  return Array.from({ length: column.length }, (_, index) => at(column, index));
}

/** A zeroed column in which sums over `source` can be collected. */
export function sumsFor(source: Column, length: number): Column {
  return source instanceof Float64Array ? new Float64Array(length) : new BigInt64Array(length);
}

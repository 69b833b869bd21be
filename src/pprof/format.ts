/** Go's number formats, where JavaScript's own differ: exact ties go to the even digit, `%g` drops zeros. */
import { abs, type Int64 } from './int64.ts';

/** `%.{digits}f`. `toFixed` rounds exact ties up in magnitude; Go rounds them to even. */
export function toFixed(value: number, digits: number): string {
  if (Math.abs(value) >= 1e21) return `${BigInt(value)}${digits > 0 ? `.${'0'.repeat(digits)}` : ''}`;
  const text = value.toFixed(digits);
  if (!isTie(value, digits)) return text;
  // A tie: both neighbours are equally near, and toFixed took the one away from zero.
  const last = Number(text.at(-1));
  return last % 2 === 0 ? text : `${text.slice(0, -1)}${last - 1}`;
}

/** Whether the value is exactly halfway between two decimals of `digits` digits: those are few in binary. */
function isTie(value: number, digits: number): boolean {
  // A halfway value is an odd multiple of 5·10^-(digits+1) = 2^-(digits+1)·5^-digits; to be exact in binary, the
  // value must be a multiple of 2^-(digits+1).
  const scaled = value * 2 ** (digits + 1);
  if (!Number.isInteger(scaled)) return false;
  const text = value.toFixed(digits + 1);
  return text.endsWith('5') && Number(text) === value;
}

/** `%.{precision}g`, for finite values. */
export function toGeneral(value: number, precision: number): string {
  if (value === 0) return '0';
  if (precision === 2 && value >= 0.0001 && value < 0.995) {
    const text = twoDigits(value);
    if (text !== undefined) return text;
  }
  const [mantissa = '', exponentText = ''] = roundToDigits(value, precision).split('e');
  const exponent = Number(exponentText);
  const digits = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  if (exponent >= -4 && exponent < precision) {
    const decimals = Math.max(0, digits.replace(/^-?\d\.?/, '').length - exponent);
    return Number(`${digits}e${exponent}`).toFixed(decimals);
  }
  return `${digits}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/**
 * `%.2g` of most values from 0.0001 to 1, which are half of the percentages of a large report. Undefined when the
 * value is so near to a tie that the product's rounding could decide it.
 */
function twoDigits(value: number): string | undefined {
  const decimals = value >= 0.1 ? 2 : value >= 0.01 ? 3 : value >= 0.001 ? 4 : 5;
  const scaled = value * 10 ** decimals;
  if (Math.abs(scaled - Math.floor(scaled) - 0.5) < 1e-9) return undefined;
  let digits = Math.round(scaled);
  let places = decimals;
  while (digits % 10 === 0) {
    digits /= 10;
    places--;
  }
  return `0.${String(digits).padStart(places, '0')}`;
}

/** As toExponential, but with exact ties to the even digit. */
function roundToDigits(value: number, precision: number): string {
  const text = value.toExponential(precision - 1);
  // Beyond the 20th digit, no double that is not a tie still looks like one (doubles have 17).
  const exact = value.toExponential(20);
  const rest = exact.slice(exact.indexOf('.') + precision, exact.indexOf('e'));
  if (!/^50*$/.test(rest)) return text;
  const truncated = exact.slice(0, exact.indexOf('.') + precision).replace(/\.$/, '');
  return Number(truncated.at(-1)) % 2 === 0 ? `${truncated}${exact.slice(exact.indexOf('e'))}` : text;
}

const NANOSECOND_UNITS = [
  ['ns', 1],
  ['µs', 1e3],
  ['ms', 1e6],
] as const;

/** Go's `time.Duration.String`: `1h15m30.918s`, `1.5ms`, `0s`. */
export function formatDuration(nanos: Int64): string {
  if (nanos === 0) return '0s';
  const sign = nanos < 0 ? '-' : '';
  const magnitude = BigInt(abs(nanos));
  if (magnitude < 1_000_000_000n) {
    const [unit, size] = NANOSECOND_UNITS.findLast(([, factor]) => magnitude >= factor) ?? NANOSECOND_UNITS[0];
    return sign + decimal(magnitude, BigInt(size)) + unit;
  }
  const minutes = magnitude / 60_000_000_000n;
  const seconds = `${decimal(magnitude % 60_000_000_000n, 1_000_000_000n)}s`;
  if (minutes === 0n) return sign + seconds;
  const hours = minutes / 60n;
  return hours === 0n ? `${sign}${minutes}m${seconds}` : `${sign}${hours}h${minutes % 60n}m${seconds}`;
}

/** `value / unit` in full, without trailing zeros. */
function decimal(value: bigint, unit: bigint): string {
  const fraction = (value % unit)
    .toString()
    .padStart(unit.toString().length - 1, '0')
    .replace(/0+$/, '');
  return fraction === '' ? `${value / unit}` : `${value / unit}.${fraction}`;
}

/** `%q`: a quoted string with Go's escapes. */
export function quote(text: string): string {
  let quoted = '"';
  for (const character of text) quoted += ESCAPES.get(character) ?? escapeUnprintable(character);
  return `${quoted}"`;
}

const ESCAPES = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\x07', '\\a'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\v', '\\v'],
]);

function escapeUnprintable(character: string): string {
  if (/^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(character)) return character;
  const code = character.codePointAt(0)!;
  if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`;
}

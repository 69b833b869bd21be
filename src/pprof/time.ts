import { type Int64 } from './int64.ts';

/** A time zone, as far as a header needs it. The engine does not ask the machine for one. */
export interface TimeZone {
  /** Abbreviation: `UTC`, `CET`, `-03`. */
  readonly name: string;
  /** Minutes east of Greenwich at that moment. */
  readonly offsetMinutes: (unixMillis: number) => number;
}

export const UTC: TimeZone = { name: 'UTC', offsetMinutes: () => 0 };

/** `2006-01-02 15:04:05 UTC`, from nanoseconds since 1970. */
export function formatTime(nanos: Int64, zone: TimeZone): string {
  return `${localTime(nanos, zone)} ${zone.name}`;
}

/** Go's `%v` of a time: `2006-01-02 15:04:05.999999999 +0000 UTC`, without trailing zeros in the fraction. */
export function formatTimeInFull(nanos: Int64, zone: TimeZone): string {
  const fraction = (((BigInt(nanos) % SECOND) + SECOND) % SECOND).toString().padStart(9, '0').replace(/0+$/, '');
  const offset = zone.offsetMinutes(toMillis(nanos));
  const sign = offset < 0 ? '-' : '+';
  const pad = (value: number): string => String(Math.trunc(Math.abs(value))).padStart(2, '0');
  const clock = `${sign}${pad(offset / 60)}${pad(offset % 60)}`;
  return `${localTime(nanos, zone)}${fraction === '' ? '' : `.${fraction}`} ${clock} ${zone.name}`;
}

const SECOND = 1_000_000_000n;

function localTime(nanos: Int64, zone: TimeZone): string {
  const millis = toMillis(nanos);
  const local = new Date(millis + zone.offsetMinutes(millis) * 60_000);
  return local
    .toISOString()
    .replace(/\.\d+Z$/, '')
    .replace('T', ' ');
}

/** Whole seconds before the moment, in milliseconds; an int64 of nanoseconds always fits a Date. */
function toMillis(nanos: Int64): number {
  const seconds = BigInt(nanos) / SECOND - (BigInt(nanos) % SECOND < 0n ? 1n : 0n);
  return Number(seconds) * 1000;
}

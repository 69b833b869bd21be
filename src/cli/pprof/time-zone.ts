import type { TimeZone } from '#pprof/time.ts';

/** The machine's time zone, with the abbreviation that Go prints: `UTC`, `CET`, `-03` where there are no letters. */
export function localTimeZone(unixMillis: number): TimeZone {
  const parts = new Intl.DateTimeFormat('en-US', { timeZoneName: 'short' }).formatToParts(unixMillis);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'UTC';
  return {
    name: name.replace(
      /^GMT([+-])(\d{1,2})(?::(\d\d))?$/,
      (_, sign: string, hours: string, minutes = '') => `${sign}${hours.padStart(2, '0')}${minutes}`,
    ),
    offsetMinutes: (millis) => -new Date(millis).getTimezoneOffset(),
  };
}

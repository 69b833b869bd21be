/** Numbers as a Brazilian reader expects them. Reports of pprof keep Go's own format; this is for the interface alone. */
import { bytes, count } from '#i18n/pt-BR/quantity.ts';

export {
  bytes as formatBytes,
  count as formatCount,
  decimals as formatDecimals,
  seconds as formatSeconds,
} from '#i18n/pt-BR/quantity.ts';

const LOCALE = 'pt-BR';
const MIB = 2 ** 20;

const oneDigit = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(LOCALE, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
const wholePercent = new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 0 });
const clock = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit', second: '2-digit' });

const dateTime = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'short', timeStyle: 'medium' });

/** Day and time of an epoch in milliseconds: `26/11/2026, 14:03:27`. */
export const formatDateTime = (t: number): string => dateTime.format(t);

/** Mebibytes with one digit and no unit, for columns and axes that name the unit themselves. */
export const formatMiB = (value: number): string => oneDigit.format(value / MIB);

/** `12,3` */
export const formatOneDigit = (value: number): string => oneDigit.format(value);

/** A fraction as `12,3%`. */
export const formatPercent = (fraction: number): string => percent.format(fraction);

/** A fraction as `12%`. */
export const formatWholePercent = (fraction: number): string => wholePercent.format(fraction);

/** Time of day of an epoch in milliseconds: `14:03:27`. */
export const formatClock = (t: number): string => clock.format(t);

/** A value of a profile in the unit that the profile declares. */
export const formatSampleValue = (value: number, unit: string): string =>
  unit === 'bytes' ? bytes(value) : count(value);

import { toFixed, toGeneral } from './format.ts';
import { abs, type Int64 } from './int64.ts';
import { padLeft } from './text.ts';

/** A number in a unit; the unit is empty when it is not worth saying (counts). */
export interface Measurement {
  readonly value: number;
  readonly unit: string;
}

interface Unit {
  readonly name: string;
  readonly aliases: readonly string[];
  /** How many base units it has. */
  readonly factor: number;
}

/** Units of one quantity. */
interface Quantity {
  readonly units: readonly Unit[];
  /** Used where no unit fits, and when asked for the unit of another quantity. */
  readonly fallback: { readonly name: string; readonly factor: number };
}

const QUANTITIES: readonly Quantity[] = [
  {
    // pprof's kB is 1024 bytes.
    units: [
      { name: 'B', aliases: ['b', 'byte'], factor: 1 },
      { name: 'kB', aliases: ['kb', 'kbyte', 'kilobyte'], factor: 2 ** 10 },
      { name: 'MB', aliases: ['mb', 'mbyte', 'megabyte'], factor: 2 ** 20 },
      { name: 'GB', aliases: ['gb', 'gbyte', 'gigabyte'], factor: 2 ** 30 },
      { name: 'TB', aliases: ['tb', 'tbyte', 'terabyte'], factor: 2 ** 40 },
      { name: 'PB', aliases: ['pb', 'pbyte', 'petabyte'], factor: 2 ** 50 },
    ],
    fallback: { name: 'B', factor: 1 },
  },
  {
    units: [
      { name: 'ns', aliases: ['ns', 'nanosecond'], factor: 1 },
      { name: 'us', aliases: ['μs', 'us', 'microsecond'], factor: 1e3 },
      { name: 'ms', aliases: ['ms', 'millisecond'], factor: 1e6 },
      { name: 's', aliases: ['s', 'sec', 'second'], factor: 1e9 },
      { name: 'hrs', aliases: ['hour', 'hr'], factor: 3600e9 },
    ],
    fallback: { name: 's', factor: 1e9 },
  },
  {
    // Google compute units.
    units: [
      { name: 'n*GCU', aliases: ['nanogcu'], factor: 1e-9 },
      { name: 'u*GCU', aliases: ['microgcu'], factor: 1e-6 },
      { name: 'm*GCU', aliases: ['milligcu'], factor: 1e-3 },
      { name: 'GCU', aliases: ['gcu'], factor: 1 },
      { name: 'k*GCU', aliases: ['kilogcu'], factor: 1e3 },
      { name: 'M*GCU', aliases: ['megagcu'], factor: 1e6 },
      { name: 'G*GCU', aliases: ['gigagcu'], factor: 1e9 },
      { name: 'T*GCU', aliases: ['teragcu'], factor: 1e12 },
      { name: 'P*GCU', aliases: ['petagcu'], factor: 1e15 },
    ],
    fallback: { name: 'GCU', factor: 1 },
  },
];

/** Units that say nothing beside a number. */
const SILENT_UNITS: ReadonlySet<string> = new Set(['count', 'sample', 'unit', 'minimum', 'auto']);

function findUnit(quantity: Quantity, name: string): Unit | undefined {
  const lower = name.toLowerCase();
  const singular = lower.length > 2 && lower.endsWith('s') ? lower.slice(0, -1) : lower;
  return quantity.units.find((unit) => unit.aliases.includes(singular));
}

/** Whether both units measure the same quantity. */
export function sameQuantity(a: string, b: string): boolean {
  return QUANTITIES.some((quantity) => findUnit(quantity, a) !== undefined && findUnit(quantity, b) !== undefined);
}

/** Converts from one unit to another. The units are looked up once, not for every value. */
export class Scaler {
  readonly #quantity: Quantity | undefined;
  readonly #sourceFactor: number;
  /** Absent: the largest unit in which the value is at least 1. */
  readonly #target: Target | undefined;

  /** `"minimum"` and `"auto"` as the target choose the largest unit in which the value is at least 1. */
  constructor(from: string, to: string) {
    this.#quantity = QUANTITIES.find((quantity) => findUnit(quantity, from) !== undefined);
    this.#sourceFactor = this.#quantity === undefined ? 1 : findUnit(this.#quantity, from)!.factor;
    if (this.#quantity === undefined) this.#target = { name: SILENT_UNITS.has(to) ? '' : to, factor: 1 };
    else if (to !== 'minimum' && to !== 'auto') this.#target = findUnit(this.#quantity, to) ?? this.#quantity.fallback;
  }

  scale(value: Int64): Measurement {
    // The smallest int64 stays negative, and then no unit fits: Go shows it in the fallback.
    const magnitude = abs(value);
    const base = Number(magnitude) * this.#sourceFactor;
    const target = this.#target ?? largestFitting(this.#quantity!, base);
    const scaled = base / target.factor;
    return { value: value < 0 && magnitude > 0 ? -scaled : scaled, unit: target.name };
  }

  /** A value with its unit as pprof prints it: `1.50MB`, `10ms`, `3`. */
  format(value: Int64): string {
    const scaled = this.scale(value);
    const fixed = toFixed(scaled.value, 2);
    const number = fixed.endsWith('.00') ? fixed.slice(0, -3) : fixed;
    return number === '0' || number === '-0' ? '0' : number + scaled.unit;
  }
}

interface Target {
  readonly name: string;
  readonly factor: number;
}

function largestFitting({ units, fallback }: Quantity, base: number): Target {
  let largest: Target | undefined;
  for (const unit of units) {
    if (unit.factor >= (largest?.factor ?? 0) && base / unit.factor >= 1) largest = unit;
  }
  return largest ?? fallback;
}

export function scale(value: Int64, from: string, to: string): Measurement {
  return new Scaler(from, to).scale(value);
}

/**
 * A value with its unit: see {@link Scaler.format}.
 * @param to unit to show it in; `auto` chooses one for this value.
 */
export function formatValue(value: Int64, unit: string, to = 'auto'): string {
  return new Scaler(unit, to).format(value);
}

/** Share of a total, as in a report's columns: `12.34%`, `  100%`, ` 0.05%`; never negative. */
export function formatPercentage(value: Int64, total: Int64): string {
  const percent = total === 0 ? 0 : Math.abs(Number(value) / Number(total)) * 100;
  if (percent >= 99.95 && percent <= 100.05) return '  100%';
  return `${padLeft(percent >= 1 ? toFixed(percent, 2) : toGeneral(percent, 2), 5)}%`;
}

import { cumValue, flatValue, type GraphNode } from '../graph/graph.ts';
import { abs, multiply, scale as scaleBy, type Int64 } from '../int64.ts';
import { scale, Scaler } from '../measure.ts';
import type { Report } from './report.ts';

/** Texts kept: profiles repeat few values many times. */
const MAX_KNOWN = 10_000;

/** How a report writes its values: divided as asked, in its unit. */
export class ValueFormat {
  readonly #scaler: Scaler;
  readonly #ratio: number;
  readonly #known = new Map<Int64, string>();

  constructor({ sampleUnit, options }: Report, outputUnit: string) {
    this.#scaler = new Scaler(sampleUnit, outputUnit);
    this.#ratio = ratioOf(options.divideBy);
  }

  format(value: Int64): string {
    let text = this.#known.get(value);
    if (text === undefined) {
      text = this.#scaler.format(this.#ratio === 1 ? value : scaleBy(value, this.#ratio));
      if (this.#known.size < MAX_KNOWN) this.#known.set(value, text);
    }
    return text;
  }

  /** Zero is a dot, in listings. */
  formatOrDot(value: Int64): string {
    return value === 0 ? '.' : this.format(value);
  }
}

/** pprof multiplies by the inverse, and only by positive ones. */
export function ratioOf(divideBy: number): number {
  const ratio = 1 / divideBy;
  return ratio > 0 ? ratio : 1;
}

/**
 * The unit for a whole report. `minimum` means the unit of the smallest value shown, or a larger one when that would
 * make the largest values unreadable.
 */
export function outputUnitFor(report: Report, nodes: readonly GraphNode[]): string {
  const { options, sampleUnit, kind } = report;
  if (options.unit !== 'minimum' || nodes.length === 0) return options.unit;
  let smallest: Int64 = 0;
  for (const node of nodes) {
    const flat = abs(flatValue(node));
    const value = flat === 0 ? abs(cumValue(node)) : flat;
    if (value > 0 && (smallest === 0 || value < smallest)) smallest = value;
  }
  let largest = report.total;
  if (smallest === 0) smallest = largest;
  const ratio = ratioOf(options.divideBy);
  if (ratio !== 1) {
    smallest = scaleBy(smallest, ratio);
    largest = scaleBy(largest, ratio);
  }
  const { unit: smallestUnit } = scale(smallest, sampleUnit, 'minimum');
  const { unit: largestUnit } = scale(largest, sampleUnit, 'minimum');
  const hundredfold = multiply(smallest, 100);
  // Callgrind has only integers: there, nothing may be scaled below 1.
  const unit =
    smallestUnit !== largestUnit && hundredfold < largest && kind !== 'callgrind'
      ? scale(hundredfold, sampleUnit, 'minimum').unit
      : smallestUnit;
  return unit === '' ? sampleUnit : unit;
}

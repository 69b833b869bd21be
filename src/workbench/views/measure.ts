/** Values of a profile for the page: pprof's units, Brazilian figures. */
import { scale } from '#pprof/measure.ts';
import { formatPercent } from '../format.ts';

const figures = new Intl.NumberFormat('pt-BR', { maximumFractionDigits: 2 });
const fixed = new Intl.NumberFormat('pt-BR', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** `1.234,50 kB`; a count has no unit and no fraction. */
export function valueText(value: number, unit: string, shown: string): string {
  const scaled = scale(Math.round(value), unit, shown);
  if (scaled.value === 0) return '0';
  const whole = scaled.unit === '' || Number.isInteger(scaled.value);
  const number = (whole ? figures : fixed).format(scaled.value);
  return scaled.unit === '' ? number : `${number}\u00a0${scaled.unit}`;
}

/** With its sign, for what changed. */
export function changeText(value: number, unit: string, shown: string): string {
  const text = valueText(Math.abs(value), unit, shown);
  return value === 0 ? '0' : `${value > 0 ? '+' : '−'}${text}`;
}

export function shareText(value: number, total: number): string {
  return total === 0 ? '–' : formatPercent(value / total);
}

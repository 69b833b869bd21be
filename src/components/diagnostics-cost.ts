/** The last recorded figures of `npm run bench -- custo`, for the page on cost. */
import { t } from '#i18n/index.ts';
import measured from '../content/measurements/diagnostics-cost.json';

export type Way = (typeof measured.ways)[number];

const percent = new Intl.NumberFormat('pt-BR', {
  style: 'percent',
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
});
const times = new Intl.NumberFormat('pt-BR', { maximumFractionDigits: 1 });
/** From here on, how many times as much is easier to picture than a percentage. */
const DOUBLE = 1;

export const measurement = measured;

/** What a way of instrumenting is called, and costs. @throws if the bench has no such way. */
export function wayNamed(name: string): Way {
  const way = measured.ways.find((each) => each.name === name);
  if (way === undefined) throw new Error(`no ${name} in the figures of bench/diagnostics-cost.ts`);
  return way;
}

/** 0.031 → `+3,1%`; 1.85 → `2,9×`: by how much something became more. With a minus sign, which no line breaks at. */
export function increase(ratio: number): string {
  const text = ratio >= DOUBLE ? t.diagnosticsPages.cost.times(times.format(1 + ratio)) : percent.format(ratio);
  return text.replace('-', '−');
}

/** Whether a second app without diagnostics, compared in the same way, seemed to cost as much. */
export function isNoise(name: string): boolean {
  return wayNamed(name).extraCpu <= wayNamed('bare-again').extraCpuMiddleHalf.to;
}

/** CPU that a way of instrumenting adds to a request, in words: with what cannot be told from noise called so. */
export function costOf(name: string): string {
  const noise = isNoise(name) && name !== 'bare-again';
  return increase(wayNamed(name).extraCpu) + (noise ? t.diagnosticsPages.cost.withinNoise : '');
}

/** `2026-11-24` → `24/11/2026` */
export function recordedOn(): string {
  return measured.at.split('-').reverse().join('/');
}

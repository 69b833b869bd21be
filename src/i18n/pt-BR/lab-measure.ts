/** The names and units of what is measured. */
import type { Counter } from '#lab/run.ts';
import type { Elsewhere } from '#lab/judgement.ts';
import type { Gauge, Measure } from '#lab/scenario.ts';
import { bytes, counted, decimals } from './quantity.ts';

export const counterName: Record<Counter, string> = {
  heapUsed: 'heap usado',
  heapTotal: 'heap reservado',
  external: 'memória externa',
  arrayBuffers: 'ArrayBuffers',
  rss: 'RSS',
};

const items: Record<Gauge, readonly [one: string, many: string]> = {
  promises: ['promise pendente', 'promises pendentes'],
  files: ['arquivo aberto', 'arquivos abertos'],
  sockets: ['socket aberto', 'sockets abertos'],
  timers: ['timer ativo', 'timers ativos'],
  resources: ['recurso ativo', 'recursos ativos'],
};

export const measureName: Record<Measure | Elsewhere, string> = {
  heapUsed: counterName.heapUsed,
  external: counterName.external,
  arrayBuffers: counterName.arrayBuffers,
  native: 'memória fora do heap',
  disk: 'escrita em arquivos',
  promises: items.promises[1],
  files: items.files[1],
  sockets: items.sockets[1],
  timers: items.timers[1],
  resources: items.resources[1],
};

export function isInBytes(measure: Measure | Elsewhere): boolean {
  return !isGauge(measure);
}

/** `12,4 MiB` or `120 sockets abertos`. A mean may be a fraction: `0,98 promise pendente`. */
export function measureAmount(measure: Measure | Elsewhere, value: number): string {
  if (!isGauge(measure)) return bytes(value);
  const [one, many] = items[measure];
  return Number.isInteger(value) ? counted(value, one, many) : `${decimals(value)} ${Math.abs(value) < 2 ? one : many}`;
}

function isGauge(measure: Measure | Elsewhere): measure is Gauge {
  return measure in items;
}

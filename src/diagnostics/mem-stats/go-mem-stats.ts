import type { MemoryReading } from '../agent.ts';
import { GO_FIELDS, type GoField } from './go-fields.ts';

type Fields = (typeof GO_FIELDS)[number];

/** Go's `runtime.MemStats`, under its names: `null` where neither V8 nor the system has such a thing. */
export type GoMemStats = {
  readonly [Field in Fields as Field['name']]: Field['here'] extends { read: (reading: MemoryReading) => infer Value }
    ? Value
    : null;
};

export function goMemStats(reading: MemoryReading): GoMemStats {
  const fields: readonly GoField[] = GO_FIELDS;
  const values = fields.map(({ name, here }) => [name, here.kind === 'none' ? null : here.read(reading)]);
  return Object.fromEntries(values) as GoMemStats;
}
